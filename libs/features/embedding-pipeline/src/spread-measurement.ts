import type { Item } from '@kindred/catalog';
import { measureSpreads, modalitiesOf, PairSampler, type EmbeddingLayout } from '@kindred/fusion';

type BlocksById = ReadonlyMap<string, ReadonlyMap<string, Float32Array>>;

/** The same for every catalog and time, so that equal data gives equal spreads. */
const SEED = 1;
const LOAD_BATCH_SIZE = 500;

/**
 * Measures the spread of every modality's similarity: first sees all items go by and draws pairs per modality, then loads the
 * blocks of the few thousand items that were drawn.
 */
export class SpreadMeasurement {
  readonly #samplers: ReadonlyMap<string, PairSampler>;

  constructor(layout: EmbeddingLayout) {
    this.#samplers = new Map(modalitiesOf(layout).map((modality) => [modality, new PairSampler({ seed: SEED })]));
  }

  /** `modalities`: those that the item truly has. */
  add(item: Pick<Item, 'id' | 'section'>, modalities: readonly string[]): void {
    for (const modality of modalities) this.#samplers.get(modality)?.add(item.id, item.section);
  }

  /** Modality → spread. `loadBlocks` gives the blocks that items truly have, by item id and modality. */
  async measure(loadBlocks: (itemIds: readonly string[]) => Promise<BlocksById>): Promise<Record<string, number>> {
    const drawn = [...this.#samplers].map(([modality, sampler]) => ({ modality, pairs: sampler.pairs() }));
    const itemIds = [...new Set(drawn.flatMap(({ pairs }) => pairs.flatMap(({ left, right }) => [left, right])))];
    const blocks = new Map<string, ReadonlyMap<string, Float32Array>>();
    for (let start = 0; start < itemIds.length; start += LOAD_BATCH_SIZE)
      for (const [itemId, own] of await loadBlocks(itemIds.slice(start, start + LOAD_BATCH_SIZE)))
        blocks.set(itemId, own);
    return measureSpreads(
      drawn.map(({ modality, pairs }) => ({
        modality,
        pairs,
        blockOf: (itemId: string) => blocks.get(itemId)?.get(modality),
      })),
    );
  }
}
