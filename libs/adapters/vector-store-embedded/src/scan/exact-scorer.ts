import { blockDot, type VectorQuery } from '@kindred/vector-store';
import type { DenseBlock, LookupBlock } from '../table/extent-layout.ts';
import type { VectorColumns } from '../table/vector-columns.ts';

interface ScoredBlock {
  readonly block: DenseBlock | LookupBlock;
  readonly weight: number;
  /** Similarities of distinct blocks that were computed already, by code. */
  readonly known: Map<number, number> | undefined;
}

/** Exact scores of single rows: the same sums in the same order as the in-memory store, so bit-equal to its. */
export class ExactScorer {
  /** Multiplications per row, about. */
  readonly cost: number;
  readonly #columns: VectorColumns;
  readonly #query: Float64Array;
  /** In the collection's order. */
  readonly #blocks: readonly ScoredBlock[];
  readonly #weighted: readonly ScoredBlock[];

  constructor(columns: VectorColumns, query: Pick<VectorQuery, 'vector' | 'weights'>) {
    this.#columns = columns;
    this.#query = Float64Array.from(query.vector);
    this.#blocks = [...columns.layout.dense, ...columns.layout.lookups]
      .sort((left, right) => left.index - right.index)
      .map((block) => ({
        block,
        weight: query.weights[block.index]!,
        known: 'floatOffset' in block ? undefined : new Map<number, number>(),
      }));
    this.#weighted = this.#blocks.filter(({ weight }) => weight !== 0);
    this.cost = this.#weighted.reduce((sum, { block, known }) => sum + (known === undefined ? block.dimension : 8), 0);
  }

  score(row: number): number {
    let score = 0;
    for (const scored of this.#weighted) score += scored.weight * this.#similarity(row, scored);
    // Adding 0 turns -0 into 0.
    return score + 0;
  }

  /** [number of blocks]: of every block, whatever its weight. */
  similarities(row: number): number[] {
    return this.#blocks.map((scored) => this.#similarity(row, scored) + 0);
  }

  #similarity(row: number, { block, known }: ScoredBlock): number {
    if (known === undefined || 'floatOffset' in block) return this.#dot(row, block);
    const code = this.#columns.codeOf(row, block);
    const found = known.get(code);
    if (found !== undefined) return found;
    const computed = this.#dot(row, block);
    known.set(code, computed);
    return computed;
  }

  #dot(row: number, block: DenseBlock | LookupBlock): number {
    const { values, begin } = this.#columns.blockValues(row, block);
    return blockDot(values, begin, this.#query, block);
  }
}
