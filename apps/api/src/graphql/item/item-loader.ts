import type { Item, ItemRepository } from '@kindred/catalog';
import DataLoader from 'dataloader';

/** Items of one request: all ids that a tick asks for are one round trip to the database. */
export class ItemLoader {
  readonly #loader: DataLoader<string, Item | undefined>;

  constructor(items: ItemRepository, catalog: string) {
    this.#loader = new DataLoader(async (ids) => {
      const found = await items.findMany(catalog, ids);
      return ids.map((id) => found.get(id));
    });
  }

  find(id: string): Promise<Item | undefined> {
    return this.#loader.load(id);
  }

  /** Those that exist, by id. */
  async findMany(ids: readonly string[]): Promise<ReadonlyMap<string, Item>> {
    const items = await Promise.all(ids.map((id) => this.#loader.load(id)));
    return new Map(items.flatMap((item) => (item === undefined ? [] : [[item.id, item] as const])));
  }

  /** After a write of this request, so that what it returns is what is stored. */
  forget(ids: readonly string[]): void {
    for (const id of ids) this.#loader.clear(id);
  }
}
