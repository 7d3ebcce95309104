/** One approximate index over whole fused vectors, as any vector database has it: what Kindred's answers are compared with. */
export interface PlainAnn {
  readonly description: string;
  /** Item ids, best first. `vector` is the fused query, each block times its weight. */
  search(vector: Float32Array, limit: number): Promise<string[]>;
  close(): Promise<void>;
}

/** The query that makes a dot product the weighted sum of similarities: every block times its weight. */
export function weightedQuery(
  blocks: readonly { readonly dimension: number }[],
  vector: Float32Array,
  weights: readonly number[],
): Float32Array {
  let offset = 0;
  const scaled = vector.slice();
  for (const [index, { dimension }] of blocks.entries()) {
    for (let i = offset; i < offset + dimension; i++) scaled[i]! *= weights[index]!;
    offset += dimension;
  }
  return scaled;
}
