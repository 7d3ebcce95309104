import type { Tokenizer } from '@huggingface/tokenizers';

/** Reading starts with this many UTF-16 units; most texts are shorter. */
const FIRST_READ = 4_096;
/** Nothing behind this is ever read: a text without a single space must not hold up the others. */
const LAST_READ = 65_536;

export interface TokenLimits {
  readonly maxTokens: number;
  /** Special tokens at the end that a cut text keeps. */
  readonly closing: number;
}

/**
 * Token ids with special tokens, at most `maxTokens`. A long text is read from its start only as far as needed, and
 * only up to white space, where word pieces cannot change.
 */
export function encodeTokens(tokenizer: Pick<Tokenizer, 'encode'>, text: string, limits: TokenLimits): number[] {
  for (let limit = FIRST_READ; ; limit *= 2) {
    const part = limit >= Math.min(text.length, LAST_READ) ? text.slice(0, LAST_READ) : upToSpace(text, limit);
    const { ids } = tokenizer.encode(part, { add_special_tokens: true });
    if (ids.length >= limits.maxTokens || part.length >= Math.min(text.length, LAST_READ)) return cut(ids, limits);
  }
}

/** How many special tokens the tokenizer puts behind a text: [SEP], </s>, or none. */
export function closingTokens(tokenizer: Pick<Tokenizer, 'encode'>): number {
  const bare = tokenizer.encode('a', { add_special_tokens: false }).ids;
  const whole = tokenizer.encode('a', { add_special_tokens: true }).ids;
  if (bare.length === 0) return Math.min(1, whole.length);
  const start = whole.findIndex((_: number, at: number) => bare.every((id: number, i: number) => whole[at + i] === id));
  return start < 0 ? 0 : whole.length - start - bare.length;
}

function upToSpace(text: string, limit: number): string {
  const head = text.slice(0, limit);
  const space = head.search(/\s\S*$/u);
  return space > 0 ? head.slice(0, space) : '';
}

function cut(ids: readonly number[], { maxTokens, closing }: TokenLimits): number[] {
  if (ids.length <= maxTokens) return [...ids];
  return [...ids.slice(0, maxTokens - closing), ...ids.slice(ids.length - closing)];
}
