import { describe, expect, it } from 'vitest';
import { closingTokens, encodeTokens } from './encode-tokens.ts';

/** A token per word, between 1 and 2; remembers what it was given. */
function wordTokenizer() {
  const read: number[] = [];
  const encode = (text: string) => {
    read.push(text.length);
    const words = text.split(/\s+/u).filter(Boolean);
    return { ids: [1, ...words.map((word) => word.length + 10), 2], tokens: [], attention_mask: [] };
  };
  return { read, encode };
}

describe('encodeTokens', () => {
  it('keeps a short text whole', () => {
    expect(encodeTokens(wordTokenizer(), 'red dress', { maxTokens: 256, closing: 1 })).toEqual([1, 13, 15, 2]);
  });

  it('cuts at maxTokens and keeps the closing token', () => {
    expect(encodeTokens(wordTokenizer(), 'a bb ccc dddd', { maxTokens: 4, closing: 1 })).toEqual([1, 11, 12, 2]);
  });

  it('reads only as much of a long text as it needs', () => {
    const tokenizer = wordTokenizer();
    expect(encodeTokens(tokenizer, 'wool '.repeat(100_000), { maxTokens: 256, closing: 1 })).toHaveLength(256);
    expect(tokenizer.read).toEqual([4094]);
  });

  it('reads on when the start has too few tokens, and gives what the whole text gives', () => {
    const tokenizer = wordTokenizer();
    const text = `${'x'.repeat(50)} `.repeat(200);
    expect(encodeTokens(tokenizer, text, { maxTokens: 256, closing: 1 })).toEqual(wordTokenizer().encode(text).ids);
    expect(tokenizer.read.length).toBe(3);
  });

  it('stops reading a text without spaces at 65,536', () => {
    const tokenizer = wordTokenizer();
    expect(encodeTokens(tokenizer, 'x'.repeat(1_000_000), { maxTokens: 256, closing: 1 })).toHaveLength(3);
    expect(Math.max(...tokenizer.read)).toBe(65_536);
  });

  it('cuts without a closing token where the tokenizer has none', () => {
    const { encode } = wordTokenizer();
    const bare = { encode: (text: string) => ({ ...encode(text), ids: encode(text).ids.slice(0, -1) }) };
    expect(encodeTokens(bare, 'a bb ccc dddd', { maxTokens: 3, closing: 0 })).toEqual([1, 11, 12]);
  });
});

describe('closingTokens', () => {
  const tokenizer = (before: number[], after: number[]) => ({
    encode: (_: string, { add_special_tokens: special = true } = {}) => ({
      ids: special ? [...before, 7, ...after] : [7],
      tokens: [],
      attention_mask: [],
    }),
  });

  it('counts what follows the text', () => {
    expect(closingTokens(tokenizer([1], [2]))).toBe(1);
    expect(closingTokens(tokenizer([1], []))).toBe(0);
    expect(closingTokens(tokenizer([], [2, 3]))).toBe(2);
  });
});
