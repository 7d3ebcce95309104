import {
  compareCodePoints,
  facetsOf,
  matchesFilter,
  type Item,
  type ItemFilter,
  type ItemImage,
  type ItemPage,
  type ItemPageQuery,
  type ItemRepository,
} from '@kindred/catalog';
import type { InMemoryTables } from './in-memory-tables.ts';

/** Pages by id only, whatever sort is asked for. */
export class InMemoryItemRepository implements ItemRepository {
  readonly #tables: InMemoryTables;

  constructor(tables: InMemoryTables) {
    this.#tables = tables;
  }

  async findMany(catalog: string, ids: readonly string[]): Promise<Map<string, Item>> {
    const found = new Map<string, Item>();
    for (const id of ids) {
      const item = this.#tables.itemsOf(catalog).get(id);
      if (item !== undefined) found.set(id, structuredClone(item));
    }
    return found;
  }

  async page(catalog: string, { filter, limit, after }: ItemPageQuery): Promise<ItemPage> {
    const matching = this.#matching(catalog, filter);
    const behind = after === undefined ? matching : matching.filter((item) => compareCodePoints(item.id, after) > 0);
    const entries = behind.slice(0, limit).map((item) => ({ item, cursor: item.id }));
    return { entries, hasNextPage: behind.length > limit, totalCount: matching.length };
  }

  async count(catalog: string, filter?: ItemFilter): Promise<number> {
    return this.#matching(catalog, filter).length;
  }

  async *stream(catalog: string, batchSize: number): AsyncIterable<Item[]> {
    const all = this.#matching(catalog);
    for (let start = 0; start < all.length; start += batchSize) yield all.slice(start, start + batchSize);
  }

  async facets(catalog: string): ReturnType<ItemRepository['facets']> {
    const items = this.#matching(catalog);
    return {
      brands: countBy(items.flatMap(({ brand }) => brand ?? [])).map(([name, count]) => ({ name, count })),
      sections: countBy(items.map(({ section }) => JSON.stringify(section))).map(([path, count]) => ({
        path: JSON.parse(path) as string[],
        count,
      })),
    };
  }

  async recordImageOutcome(catalog: string, itemId: string, images: readonly ItemImage[]): Promise<void> {
    const item = this.#tables.itemsOf(catalog).get(itemId);
    if (item !== undefined) this.#tables.itemsOf(catalog).set(itemId, { ...item, images: structuredClone(images) });
  }

  #matching(catalog: string, filter?: ItemFilter): Item[] {
    return [...this.#tables.itemsOf(catalog).values()]
      .filter((item) => filter === undefined || matchesFilter(item.id, facetsOf(item), filter))
      .sort((left, right) => compareCodePoints(left.id, right.id))
      .map((item) => structuredClone(item));
  }
}

function countBy(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((left, right) => right[1] - left[1] || compareCodePoints(left[0], right[0]));
}
