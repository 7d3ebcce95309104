import { dotAt } from '@kindred/vector-math';
import type { QueryItem, RetrievalCollection } from './data/retrieval-collection.ts';

/** What every query is asked with. */
export interface Ask {
  /** [blocks], in block order. */
  readonly weights: readonly number[];
  /** [items], 1 where a row may be found; all where absent. */
  readonly passes?: Uint8Array;
}

/** The best rows, ties by row. */
export interface ExactAnswer {
  readonly rows: readonly number[];
  /** Falling. */
  readonly scores: readonly number[];
}

/** Rows whose blocks are read and compared together; 3 MB of them. */
const ROWS_PER_CHUNK = 1024;

/**
 * The exact answer of every query to every ask, [queries][asks]: float32 blocks, sums in float64. Shares no code with the
 * stores. Similarities are computed once per query, weights are applied to them after; the collection is read once.
 */
export async function computeExactAnswers(
  collection: RetrievalCollection,
  given: { queries: readonly QueryItem[]; asks: readonly Ask[]; limit: number },
): Promise<ExactAnswer[][]> {
  const { queries, asks, limit } = given;
  const best = queries.map(() => asks.map(() => new BestRows(limit)));
  const comparisons = queries.map(({ vector }) => new BlockComparison(collection, vector));
  for (let begin = 0; begin < collection.items; begin += ROWS_PER_CHUNK) {
    const end = Math.min(collection.items, begin + ROWS_PER_CHUNK);
    const dense = await Promise.all(collection.dense.map((reader) => reader.read(begin, end)));
    for (const [which, comparison] of comparisons.entries()) {
      const similarities = comparison.compare(begin, end, dense);
      for (const [index, ask] of asks.entries()) offerRows(best[which]![index]!, ask, { similarities, begin, end });
    }
  }
  return best.map((ofQuery) => ofQuery.map((rows) => rows.sorted()));
}

/** Score of one row, from its whole vector. */
export function exactScore(
  blocks: readonly { readonly dimension: number }[],
  weights: readonly number[],
  { query, row }: { query: Float32Array; row: Float32Array },
): number {
  let offset = 0;
  let score = 0;
  for (const [index, { dimension }] of blocks.entries()) {
    score += weights[index]! * dotAt({ data: query, offset }, { data: row, offset }, dimension);
    offset += dimension;
  }
  return score;
}

/** One query's similarities to rows, by block. */
class BlockComparison {
  readonly #collection: RetrievalCollection;
  readonly #query: Float32Array;
  /** Per tabular modality [distinct blocks]. */
  readonly #tabular: readonly Float64Array[];
  readonly #similarities: readonly Float64Array[];

  constructor(collection: RetrievalCollection, query: Float32Array) {
    this.#collection = collection;
    this.#query = query;
    let offset = collection.dense.reduce((sum, { shape }) => sum + shape.dimension, 0);
    this.#tabular = collection.tabular.map(({ dimension, blocks }) => {
      const begin = offset;
      offset += dimension;
      return Float64Array.from({ length: blocks.length / dimension }, (_, block) =>
        dotAt({ data: query, offset: begin }, { data: blocks, offset: block * dimension }, dimension),
      );
    });
    this.#similarities = collection.spec.blocks.map(() => new Float64Array(ROWS_PER_CHUNK));
  }

  /** [blocks][rows of the chunk]; overwritten by the next call. */
  compare(begin: number, end: number, dense: readonly Float32Array[]): readonly Float64Array[] {
    let offset = 0;
    for (const [which, rows] of dense.entries()) {
      const { dimension } = this.#collection.dense[which]!.shape;
      const similarities = this.#similarities[which]!;
      for (let row = 0; row < end - begin; row++)
        similarities[row] = dotProduct(
          { data: this.#query, offset },
          { data: rows, offset: row * dimension },
          dimension,
        );
      offset += dimension;
    }
    for (const [which, { blockOf }] of this.#collection.tabular.entries()) {
      const similarities = this.#similarities[dense.length + which]!;
      const table = this.#tabular[which]!;
      for (let row = begin; row < end; row++) similarities[row - begin] = table[blockOf[row]!]!;
    }
    return this.#similarities;
  }
}

interface View {
  readonly data: Float32Array;
  readonly offset: number;
}

/** As `dotAt`, with four sums, so that additions don't wait for each other. */
function dotProduct(left: View, right: View, dimension: number): number {
  const a = left.data;
  const b = right.data;
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = left.offset;
  let j = right.offset;
  const end = i + dimension - 3;
  for (; i < end; i += 4, j += 4) {
    s0 += a[i]! * b[j]!;
    s1 += a[i + 1]! * b[j + 1]!;
    s2 += a[i + 2]! * b[j + 2]!;
    s3 += a[i + 3]! * b[j + 3]!;
  }
  for (const last = left.offset + dimension; i < last; i++, j++) s0 += a[i]! * b[j]!;
  return s0 + s1 + (s2 + s3);
}

function offerRows(
  best: BestRows,
  { weights, passes }: Ask,
  chunk: { similarities: readonly Float64Array[]; begin: number; end: number },
): void {
  const [s0, s1, s2, s3, s4] = chunk.similarities as [Float64Array, ...Float64Array[]];
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0] = weights;
  const { begin, end } = chunk;
  for (let row = begin, i = 0; row < end; row++, i++) {
    if (passes !== undefined && passes[row] === 0) continue;
    best.offer(row, w0 * s0[i]! + w1 * s1![i]! + w2 * s2![i]! + w3 * s3![i]! + w4 * s4![i]!);
  }
}

/** The best rows offered, rows rising; few, so kept sorted. */
class BestRows {
  readonly #limit: number;
  readonly #rows: number[] = [];
  readonly #scores: number[] = [];
  #threshold = -Infinity;

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(row: number, score: number): void {
    if (score <= this.#threshold) return;
    let position = this.#scores.length;
    while (position > 0 && this.#scores[position - 1]! < score) position -= 1;
    this.#rows.splice(position, 0, row);
    this.#scores.splice(position, 0, score);
    if (this.#rows.length > this.#limit) {
      this.#rows.pop();
      this.#scores.pop();
    }
    if (this.#rows.length === this.#limit) this.#threshold = this.#scores[this.#limit - 1]!;
  }

  sorted(): ExactAnswer {
    return { rows: this.#rows, scores: this.#scores };
  }
}
