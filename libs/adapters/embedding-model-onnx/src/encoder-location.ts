import type { EmbeddingModelSpec, Pooling } from '@kindred/embedding-model';
import { UnknownEncoderError } from './errors.ts';

/** Where an encoder is. */
export type EncoderLocation =
  | { readonly scheme: 'bundled'; readonly name: string }
  | { readonly scheme: 'onnx'; readonly manifestPath: string }
  | {
      readonly scheme: 'hf';
      /** `<owner>/<name>` */
      readonly repository: string;
      readonly revision?: string;
      readonly dtype?: EmbeddingModelSpec['dtype'];
      readonly pooling?: Pooling;
    };

const DTYPES: readonly string[] = ['fp32', 'fp16', 'q8'] satisfies EmbeddingModelSpec['dtype'][];
const POOLINGS: readonly string[] = ['mean', 'cls', 'lastToken', 'none'] satisfies Pooling[];

/** @param id `bundled:…`, `onnx:…` or `hf:…` @throws UnknownEncoderError */
export function parseEncoderId(id: string): EncoderLocation {
  const { scheme, rest = '' } = /^(?<scheme>[a-z]+):(?<rest>.+)$/su.exec(id)?.groups ?? {};
  if (scheme === 'bundled') return { scheme, name: rest };
  if (scheme === 'onnx') return { scheme, manifestPath: rest };
  if (scheme === 'hf') return parseHub(id, rest);
  throw new UnknownEncoderError(id, 'has an unknown form');
}

function parseHub(id: string, rest: string): EncoderLocation {
  const [place = '', query = ''] = rest.split('?', 2);
  const [repository = '', revision] = place.split('@', 2);
  const parameters = new URLSearchParams(query);
  const dtype = parameters.get('dtype') ?? undefined;
  const pooling = parameters.get('pooling') ?? undefined;
  const unknown = [...parameters.keys()].filter((key) => key !== 'dtype' && key !== 'pooling');
  if (unknown.length > 0) throw new UnknownEncoderError(id, `has unknown parameters: ${unknown.join(', ')}`);
  if (dtype !== undefined && !DTYPES.includes(dtype))
    throw new UnknownEncoderError(id, `has the unknown dtype '${dtype}'`);
  if (pooling !== undefined && !POOLINGS.includes(pooling))
    throw new UnknownEncoderError(id, `has the unknown pooling '${pooling}'`);
  return {
    scheme: 'hf',
    repository,
    ...(revision === undefined ? {} : { revision }),
    ...(dtype === undefined ? {} : { dtype: dtype as EmbeddingModelSpec['dtype'] }),
    ...(pooling === undefined ? {} : { pooling: pooling as Pooling }),
  };
}
