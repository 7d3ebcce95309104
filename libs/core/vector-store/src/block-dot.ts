/** Where a block stands in a vector. */
export interface BlockSpan {
  readonly offset: number;
  readonly dimension: number;
}

/**
 * Dot product of a stored block, which begins at `begin` of `rows`, with the query's block at `span`. float32 rows, float64
 * products and sums, always added in one order: equal blocks get bit-equal results wherever they are stored, and ties rely on it.
 */
export function blockDot(rows: Float32Array, begin: number, query: Float64Array, span: BlockSpan): number {
  let i = begin;
  let j = span.offset;
  const end = j + span.dimension;
  const unrolledEnd = end - 3;
  let a = 0;
  let b = 0;
  for (; j < unrolledEnd; i += 4, j += 4) {
    a += rows[i]! * query[j]! + rows[i + 2]! * query[j + 2]!;
    b += rows[i + 1]! * query[j + 1]! + rows[i + 3]! * query[j + 3]!;
  }
  for (; j < end; i++, j++) a += rows[i]! * query[j]!;
  return a + b;
}
