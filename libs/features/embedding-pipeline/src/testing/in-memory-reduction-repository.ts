import {
  canonicalWeights,
  type EmbeddingReduction,
  type EmbeddingReductionRepository,
  type ReductionKey,
} from '@kindred/fusion';

/** Reductions in a map; hands out the objects it was given, which nobody changes. */
export class InMemoryReductionRepository implements EmbeddingReductionRepository {
  readonly #reductions = new Map<string, EmbeddingReduction>();
  /** How many were saved. */
  saves = 0;

  async find(catalog: string, key: ReductionKey): Promise<EmbeddingReduction | undefined> {
    return this.#reductions.get(keyOf(catalog, key));
  }

  async save(catalog: string, reduction: EmbeddingReduction): Promise<void> {
    this.saves += 1;
    this.#reductions.set(keyOf(catalog, reduction), reduction);
  }
}

function keyOf(catalog: string, { layoutHash, weights, rank }: ReductionKey): string {
  return JSON.stringify([catalog, layoutHash, canonicalWeights(weights), rank]);
}
