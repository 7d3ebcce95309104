import type { EmbeddingModelSpec, Pooling } from './embedding-model.ts';
import { readEncoderParameters, writeEncoderParameters } from './encoder-url-parameters.ts';
import { EncoderUrlError } from './errors.ts';

/** `bundled:all-MiniLM-L6-v2`: a model of the folder `models`. */
export interface BundledEncoderUrl {
  readonly scheme: 'bundled';
  readonly name: string;
}

/** `hf:owner/name@revision?dtype=q8&pooling=mean`: a model of the Hugging Face hub. */
export interface HubEncoderUrl {
  readonly scheme: 'hf';
  /** `owner/name` */
  readonly repository: string;
  readonly revision?: string;
  readonly dtype?: EmbeddingModelSpec['dtype'];
  readonly pooling?: Pooling;
}

/** `onnx:path/to/manifest.json`: any ONNX file with its manifest. */
export interface OnnxEncoderUrl {
  readonly scheme: 'onnx';
  /** As written; a relative one is relative to where the reader of the setting says. */
  readonly manifestPath: string;
}

/** Which interface a remote server has; `tei` is Text Embeddings Inference. */
export type HttpEncoderApi = 'openai' | 'tei' | 'infinity';

/** `http:https://host:8080/v1?model=BAAI/bge-m3&api=openai`: a remote server. `https://host…` alone means the same. */
export interface HttpEncoderUrl {
  readonly scheme: 'http';
  /** `http://…` or `https://…` without a slash at its end, a query or a key. */
  readonly baseUrl: string;
  /** Left out only with `tei`, whose servers have one model and name it. */
  readonly model?: string;
  readonly api: HttpEncoderApi;
  readonly revision?: string;
  readonly dtype?: EmbeddingModelSpec['dtype'];
  readonly pooling?: Pooling;
  /** 1 to 65,536; the server's vectors must have it. */
  readonly dimension?: number;
  /** 1 to 1,000,000 */
  readonly maxTokens?: number;
  readonly queryPrefix?: string;
  readonly documentPrefix?: string;
  /** Edge in pixels of the square that photos are cropped to before they are sent, 1 to 4,096. */
  readonly photoSize?: number;
}

/** What an encoder's setting means. */
export type EncoderUrl = BundledEncoderUrl | HubEncoderUrl | OnnxEncoderUrl | HttpEncoderUrl;

const FORMS = [
  'bundled:<name>',
  'hf:<owner>/<name>[@revision][?dtype=…&pooling=…]',
  'onnx:<path to a manifest>',
  'http:<base url>?model=…&api=openai|tei|infinity',
];
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9][A-Za-z0-9._-]*$/;
const REVISION = /^[A-Za-z0-9._/-]+$/;

/** Reads an encoder's setting; all problems are told together. @throws EncoderUrlError */
export function parseEncoderUrl(text: string): EncoderUrl {
  const [, scheme = '', rest = ''] = /^([A-Za-z]+):(.*)$/s.exec(text) ?? [];
  if (scheme === 'bundled') return parseBundled(text, rest);
  if (scheme === 'hf') return parseHub(text, rest);
  if (scheme === 'onnx') return parseOnnx(text, rest);
  if (scheme === 'http') return parseHttp(text, rest.startsWith('//') ? text : rest);
  if (scheme === 'https') return parseHttp(text, text);
  throw new EncoderUrlError(text, [`must be one of ${FORMS.join(', ')}`]);
}

/** The setting that `parseEncoderUrl` reads as this; the same for equal encoders. */
export function formatEncoderUrl(url: EncoderUrl): string {
  switch (url.scheme) {
    case 'bundled':
      return `bundled:${url.name}`;
    case 'onnx':
      return `onnx:${url.manifestPath}`;
    case 'hf': {
      const revision = url.revision === undefined ? '' : `@${url.revision}`;
      return `hf:${url.repository}${revision}${writeEncoderParameters({ dtype: url.dtype, pooling: url.pooling })}`;
    }
    case 'http': {
      const { scheme, baseUrl, model, api, ...more } = url;
      return `${scheme}:${baseUrl}${writeEncoderParameters({ model, api, ...more })}`;
    }
  }
}

function parseBundled(text: string, name: string): BundledEncoderUrl {
  if (!NAME.test(name)) throw new EncoderUrlError(text, ['must be bundled:<name of a folder in models>']);
  return { scheme: 'bundled', name };
}

function parseOnnx(text: string, manifestPath: string): OnnxEncoderUrl {
  if (manifestPath.trim() === '') throw new EncoderUrlError(text, ['lacks the path of the manifest: onnx:<path>']);
  return { scheme: 'onnx', manifestPath };
}

function parseHub(text: string, rest: string): HubEncoderUrl {
  const [place, query] = splitAt(rest, '?');
  const [repository, revision] = splitAt(place, '@');
  const { values, problems } = readEncoderParameters(query ?? '', ['dtype', 'pooling']);
  if (!REPOSITORY.test(repository)) problems.unshift('must name the model as hf:<owner>/<name>');
  if (revision !== undefined && !REVISION.test(revision))
    problems.push('has no valid revision behind @; it must be a branch, a tag or a commit');
  if (problems.length > 0) throw new EncoderUrlError(text, problems);
  return { scheme: 'hf', repository, ...(revision === undefined ? {} : { revision }), ...values };
}

function parseHttp(text: string, rest: string): HttpEncoderUrl {
  const [base, query] = splitAt(rest, '?');
  const { values, problems } = readEncoderParameters(query ?? '', [
    ...(['model', 'api', 'revision', 'dtype', 'pooling', 'dimension', 'maxTokens'] as const),
    ...(['queryPrefix', 'documentPrefix', 'photoSize'] as const),
  ]);
  const url = /^https?:\/\//.test(base) && URL.canParse(base) ? new URL(base) : undefined;
  if (url === undefined) problems.unshift('must have a base URL that begins with http:// or https://');
  else if (url.username !== '' || url.password !== '')
    problems.unshift('must have no user or password; the key is a setting of its own');
  else if (url.hash !== '') problems.unshift("must have no part behind '#'; write %23 for it");
  const api = values.api ?? 'openai';
  if (values.model === undefined && api !== 'tei' && !problems.some((problem) => problem.includes("'model'")))
    problems.push(`lacks model=…, which api=${api} needs`);
  if (url === undefined || problems.length > 0) throw new EncoderUrlError(text, problems);
  return { scheme: 'http', ...values, baseUrl: url.origin + url.pathname.replace(/\/+$/, ''), api };
}

/** Around the first separator; the second part is absent where there is none. */
function splitAt(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
