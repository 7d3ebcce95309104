import type { Item, ItemRepository, ItemSampler, ItemSampleQuery } from '@kindred/catalog';

/** Every n-th item in the order of sections; the seed moves the start. */
export class InMemoryItemSampler implements ItemSampler {
  readonly #items: Pick<ItemRepository, 'stream'>;

  constructor(items: Pick<ItemRepository, 'stream'>) {
    this.#items = items;
  }

  async sample(catalog: string, { size, seed }: ItemSampleQuery): Promise<string[]> {
    const all: Item[] = [];
    for await (const items of this.#items.stream(catalog, 1000)) all.push(...items);
    const inOrder = all.toSorted((a, b) => (a.section.join('\n') < b.section.join('\n') ? -1 : 1)).map(({ id }) => id);
    if (inOrder.length <= size) return inOrder;
    const start = (seed * 0.618) % 1;
    const place = (index: number) => Math.floor((index * size) / inOrder.length + start);
    return inOrder.filter((_id, index) => place(index + 1) > place(index));
  }
}
