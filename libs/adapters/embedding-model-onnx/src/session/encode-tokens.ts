import type { Tokenizer } from '@huggingface/tokenizers';

/** Reading starts with this many UTF-16 units; most texts are shorter. */
const FIRST_READ = 4_096;
/** Nothing behind this is ever read: a text without a single space must not hold up the others. */
const LAST_READ = 65_536;

/**
 * Token ids with [CLS] and [SEP], at most `maxTokens`. A long text is read from its start only as far as needed, and
 * only up to white space, where word pieces cannot change.
 */
export function encodeTokens(tokenizer: Pick<Tokenizer, 'encode'>, text: string, maxTokens: number): number[] {
  for (let limit = FIRST_READ; ; limit *= 2) {
    const part = limit >= Math.min(text.length, LAST_READ) ? text.slice(0, LAST_READ) : upToSpace(text, limit);
    const { ids } = tokenizer.encode(part, { add_special_tokens: true });
    if (ids.length >= maxTokens || part.length >= Math.min(text.length, LAST_READ)) return cut(ids, maxTokens);
  }
}

function upToSpace(text: string, limit: number): string {
  const head = text.slice(0, limit);
  const space = head.search(/\s\S*$/u);
  return space > 0 ? head.slice(0, space) : '';
}

/** Keeps the closing [SEP]. */
function cut(ids: readonly number[], maxTokens: number): number[] {
  return ids.length <= maxTokens ? [...ids] : [...ids.slice(0, maxTokens - 1), ids[ids.length - 1] ?? 0];
}
