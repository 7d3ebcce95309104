import type { BatchLimits } from '../session/batch-limits.ts';

export interface TextChunk {
  /** Indexes of the chunk's texts. */
  readonly rows: readonly number[];
  /** Share of a full chunk, at most 1 unless a single text is longer. */
  readonly weight: number;
}

/**
 * Cuts a call into chunks of texts of like length, small enough that a query that arrives in between need not wait long.
 *
 * @returns chunks; shortest texts first
 */
export function planTextChunks(
  texts: readonly string[],
  maxTokens: number,
  { textsPerChunk, tokensPerChunk }: Pick<BatchLimits, 'textsPerChunk' | 'tokensPerChunk'>,
): TextChunk[] {
  const sized = texts.map((text, index) => ({ index, tokens: estimateTokens(text, maxTokens) }));
  const chunks: { rows: number[]; tokens: number }[] = [];
  for (const { index, tokens } of sized.sort((a, b) => a.tokens - b.tokens)) {
    const current = chunks.at(-1);
    const fits =
      current !== undefined && current.rows.length < textsPerChunk && current.tokens + tokens <= tokensPerChunk;
    if (fits) {
      current.rows.push(index);
      current.tokens += tokens;
    } else chunks.push({ rows: [index], tokens });
  }
  return chunks.map(({ rows, tokens }) => ({
    rows,
    weight: Math.max(rows.length / textsPerChunk, tokens / tokensPerChunk),
  }));
}

/** About four UTF-8 bytes a token, which is also near for scripts with a token per character. */
function estimateTokens(text: string, maxTokens: number): number {
  return Math.min(maxTokens, Math.ceil(Buffer.byteLength(text.slice(0, maxTokens * 8)) / 4) + 2);
}
