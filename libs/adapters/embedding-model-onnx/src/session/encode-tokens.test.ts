import { describe, expect, it } from 'vitest';
import { encodeTokens } from './encode-tokens.ts';

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
    expect(encodeTokens(wordTokenizer(), 'red dress', 256)).toEqual([1, 13, 15, 2]);
  });

  it('cuts at maxTokens and keeps the closing token', () => {
    expect(encodeTokens(wordTokenizer(), 'a bb ccc dddd', 4)).toEqual([1, 11, 12, 2]);
  });

  it('reads only as much of a long text as it needs', () => {
    const tokenizer = wordTokenizer();
    expect(encodeTokens(tokenizer, 'wool '.repeat(100_000), 256)).toHaveLength(256);
    expect(tokenizer.read).toEqual([4094]);
  });

  it('reads on when the start has too few tokens, and gives what the whole text gives', () => {
    const tokenizer = wordTokenizer();
    const text = `${'x'.repeat(50)} `.repeat(200);
    expect(encodeTokens(tokenizer, text, 256)).toEqual(wordTokenizer().encode(text).ids);
    expect(tokenizer.read.length).toBe(3);
  });

  it('stops reading a text without spaces at 65,536', () => {
    const tokenizer = wordTokenizer();
    expect(encodeTokens(tokenizer, 'x'.repeat(1_000_000), 256)).toHaveLength(3);
    expect(Math.max(...tokenizer.read)).toBe(65_536);
  });
});
