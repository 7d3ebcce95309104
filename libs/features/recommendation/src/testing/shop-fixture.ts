import {
  compareCodePoints,
  facetsOf,
  matchesFilter,
  validateItemInput,
  type Interaction,
  type InteractionRepository,
  type Item,
  type ItemInput,
  type ItemPage,
  type ItemPageQuery,
  type ItemRepository,
} from '@kindred/catalog';
import { HashImageEmbeddingModel, HashTextEmbeddingModel, paintedImage } from '@kindred/embedding-model/testing';
import {
  buildBlockMeans,
  createLayout,
  createTabularEncoders,
  fitLogPriceRanges,
  fuse,
  type StoredLayout,
} from '@kindred/fusion';
import { SimilaritySearch, type ActiveCollection } from '@kindred/retrieval';
import { InMemoryVectorStore } from '@kindred/vector-store';

export const SHOP = 'shop';
const DAY_MS = 24 * 60 * 60 * 1000;

type PopularQuery = Parameters<InteractionRepository['popular']>[1];

/** A shop in memory: its items with real blocks in a real vector store, and its events. The clock stands still. */
export class ShopFixture {
  readonly now = new Date('2026-03-01T12:00:00Z');
  readonly store = new InMemoryVectorStore();
  readonly models = { text: new HashTextEmbeddingModel(32), image: new HashImageEmbeddingModel(8) };
  readonly search = new SimilaritySearch({
    store: this.store,
    models: this.models,
    layouts: { findActive: async () => this.#active },
  });
  readonly events: Interaction[] = [];
  readonly #items = new Map<string, Item>();
  #active: ActiveCollection | undefined;

  /** `seed`: of the photo; items with near seeds look alike. */
  async addItems(inputs: readonly (ItemInput & { readonly seed?: number })[]): Promise<void> {
    const withBlocks = [];
    for (const { seed, ...input } of inputs) {
      const item = validateItemInput({ createdAt: new Date('2026-01-01T00:00:00Z'), ...input }, { now: this.now });
      this.#items.set(item.id, item);
      withBlocks.push({ item, dense: await this.#denseBlocks(item, seed) });
    }
    const logPriceRanges = fitLogPriceRanges(withBlocks.flatMap(({ item }) => item.price ?? []));
    const tabular = createTabularEncoders({ logPriceRanges });
    const layout = createLayout([
      { modality: 'image', dimension: this.models.image.spec.dimension, encoderId: 'image' },
      { modality: 'text', dimension: this.models.text.spec.dimension, encoderId: 'text' },
      ...tabular.map(({ modality, dimension, encoderId }) => ({ modality, dimension, encoderId })),
    ]);
    const all = withBlocks.map(({ item, dense }) => {
      const blocks = new Map(dense);
      for (const encoder of tabular) {
        const block = encoder.encode(item);
        if (block !== undefined) blocks.set(encoder.modality, block);
      }
      return { item, section: item.section, blocks };
    });
    const means = buildBlockMeans(all);
    const stored: StoredLayout = {
      layout,
      means,
      active: true,
      statistics: { logPriceRanges, spreads: {}, itemCount: all.length },
    };
    const collection = `${SHOP}.${layout.hash}`;
    await this.store.ensureCollection({ name: collection, blocks: layout.blocks });
    const points = all.map(({ item, blocks }) => {
      const { vector, imputed } = fuse(layout, blocks, means, item.section);
      return { itemId: item.id, vector, imputed, facets: facetsOf(item) };
    });
    await this.store.upsert(collection, points);
    this.#active = { stored, collection };
  }

  record(userId: string, type: Interaction['type'], itemId: string, daysAgo = 0): void {
    this.events.push({ userId, type, itemId, occurredAt: new Date(this.now.getTime() - daysAgo * DAY_MS) });
  }

  get itemRepository(): ItemRepository {
    const missing = async (): Promise<never> => Promise.reject(new Error('Not part of this fixture.'));
    return {
      findMany: async (_catalog, ids) => new Map(ids.flatMap((id) => this.#entryOf(id))),
      page: async (_catalog, query) => this.#page(query),
      count: async () => this.#items.size,
      stream: () => {
        throw new Error('Not part of this fixture.');
      },
      facets: missing,
      recordImageOutcome: missing,
    };
  }

  get interactionRepository(): InteractionRepository {
    return {
      record: async () => ({ recorded: 0 }),
      listByUser: async (_catalog, userId, limit) =>
        this.events
          .filter((event) => event.userId === userId)
          .sort((left, right) => right.occurredAt.getTime() - left.occurredAt.getTime())
          .slice(0, limit),
      popular: async (_catalog, query) => this.#popular(query),
      users: async () => [],
    };
  }

  #entryOf(id: string): [string, Item][] {
    const item = this.#items.get(id);
    return item === undefined ? [] : [[id, item]];
  }

  /** Newest first, whatever sort is asked for. */
  #page({ filter, limit, after }: ItemPageQuery): ItemPage {
    const matching = [...this.#items.values()]
      .filter((item) => filter === undefined || matchesFilter(item.id, facetsOf(item), filter))
      .sort(
        (left, right) => right.createdAt.getTime() - left.createdAt.getTime() || compareCodePoints(left.id, right.id),
      );
    const start = after === undefined ? 0 : Number(after);
    const entries = matching
      .slice(start, start + limit)
      .map((item, index) => ({ item, cursor: String(start + index + 1) }));
    return { entries, hasNextPage: start + limit < matching.length, totalCount: matching.length };
  }

  #popular({ since, limit, typeWeights, filter }: PopularQuery): { itemId: string; weight: number }[] {
    const weights = new Map<string, number>();
    for (const { itemId, type, occurredAt } of this.events) {
      const item = this.#items.get(itemId);
      if (since !== undefined && occurredAt < since) continue;
      if (filter !== undefined && (item === undefined || !matchesFilter(itemId, facetsOf(item), filter))) continue;
      weights.set(itemId, (weights.get(itemId) ?? 0) + (typeWeights[type] ?? 0));
    }
    return [...weights]
      .map(([itemId, weight]) => ({ itemId, weight }))
      .sort((left, right) => right.weight - left.weight || compareCodePoints(left.itemId, right.itemId))
      .slice(0, limit);
  }

  async #denseBlocks(item: Item, seed: number | undefined): Promise<Map<string, Float32Array>> {
    const text = await this.models.text.embedDocuments([item.title]);
    const blocks = new Map([['text', text.data]]);
    if (seed === undefined) return blocks;
    const image = await this.models.image.embedImages([paintedImage(this.models.image.spec.input, seed)]);
    return blocks.set('image', image.data);
  }
}
