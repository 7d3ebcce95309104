import type { EmbeddingModelSpec, Pooling } from './embedding-model.ts';
import type { HttpEncoderApi } from './encoder-url.ts';

/** What may stand behind the `?` of an encoder's URL. */
export interface EncoderParameters {
  readonly model: string;
  readonly api: HttpEncoderApi;
  readonly revision: string;
  readonly dtype: EmbeddingModelSpec['dtype'];
  readonly pooling: Pooling;
  readonly dimension: number;
  readonly maxTokens: number;
  readonly queryPrefix: string;
  readonly documentPrefix: string;
  readonly photoSize: number;
}

export type EncoderParameterName = keyof EncoderParameters;

/** The words that a parameter may be. */
const WORDS = {
  api: ['openai', 'tei', 'infinity'],
  dtype: ['fp32', 'fp16', 'q8'],
  pooling: ['mean', 'cls', 'lastToken', 'none'],
} as const satisfies { [Name in EncoderParameterName]?: readonly EncoderParameters[Name][] };

/** Largest value of the parameters that are whole numbers from 1. */
const NUMBERS = { dimension: 65_536, maxTokens: 1_000_000, photoSize: 4096 } as const;

/** Prefixes may be empty or end with a space; names may not. */
const NAMES: readonly EncoderParameterName[] = ['model', 'revision'];

/** The parameters of a query that are `allowed`; problems are ends of a sentence that begins with the encoder. */
export function readEncoderParameters<Name extends EncoderParameterName>(
  query: string,
  allowed: readonly Name[],
): {
  readonly values: Partial<Pick<EncoderParameters, Name>> & Partial<EncoderParameters>;
  readonly problems: string[];
} {
  const values: Record<string, string | number> = {};
  const problems: string[] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    const known = allowed.find((candidate) => candidate === name);
    if (known === undefined) problems.push(explainUnknown(name, allowed));
    else if (Object.hasOwn(values, name)) problems.push(`has '${name}' twice`);
    else {
      const problem = findProblem(known, value);
      if (problem !== undefined) problems.push(problem);
      values[name] = isNumberName(known) ? Number(value) : value;
    }
  }
  return { values: values as Partial<EncoderParameters>, problems };
}

/** With its question mark; empty where every parameter is absent. Slashes and colons stay readable. */
export function writeEncoderParameters(parameters: { readonly [Name in EncoderParameterName]?: unknown }): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.append(name, String(value));
  const text = query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  return text === '' ? '' : `?${text}`;
}

function explainUnknown(name: string, allowed: readonly EncoderParameterName[]): string {
  if (/key|token|secret|password/i.test(name) && name !== 'maxTokens')
    return 'must not hold a key, since it is stored and shown; the key is a setting of its own';
  return `has the unknown parameter '${name}'; there are ${allowed.join(', ')}`;
}

function findProblem(name: EncoderParameterName, value: string): string | undefined {
  if (isWordName(name)) {
    const words: readonly string[] = WORDS[name];
    return words.includes(value) ? undefined : `has ${name}=${value}, which must be ${words.join(', ')}`;
  }
  if (isNumberName(name)) {
    const fits = /^[1-9]\d*$/.test(value) && Number(value) <= NUMBERS[name];
    return fits ? undefined : `has ${name}=${value}, which must be a whole number from 1 to ${String(NUMBERS[name])}`;
  }
  return NAMES.includes(name) && value.trim() === '' ? `has an empty '${name}'` : undefined;
}

function isWordName(name: string): name is keyof typeof WORDS {
  return Object.hasOwn(WORDS, name);
}

function isNumberName(name: string): name is keyof typeof NUMBERS {
  return Object.hasOwn(NUMBERS, name);
}
