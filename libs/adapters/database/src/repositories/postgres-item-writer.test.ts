import type { EncodedBlock, Item, ItemBlockReference } from '@kindred/catalog';
import { makeItem } from '@kindred/catalog/testing';
import { expect, it } from 'vitest';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';

function write(
  items: readonly Item[],
  blocks: readonly EncodedBlock[] = [],
  references: readonly ItemBlockReference[] = [],
) {
  return { items, blocks, references };
}

function blockOf(inputHash: string, ...values: number[]): EncodedBlock {
  return { encoderId: 'image-1', inputHash, vector: Float32Array.from(values) };
}

function referenceTo(itemId: string, ...inputHashes: string[]): ItemBlockReference {
  return { itemId, modality: 'image', encoderId: 'image-1', inputHashes };
}

describeWithDatabase('PostgresItemWriter', (open) => {
  it('commits items, blocks, references and outbox rows together', async () => {
    const catalog = await open().newCatalog();
    const { writer, items, blocks } = open().database;
    const entries = await writer.upsert(
      catalog,
      write(
        [makeItem({ id: 'b' }), makeItem({ id: 'a' })],
        [blockOf('w1', 0.6, 0.8), blockOf('w2', 1, 0)],
        [referenceTo('b', 'w2', 'w1')],
      ),
    );
    expect(entries.map(({ itemId, operation }) => [itemId, operation])).toEqual([
      ['b', 'upsert'],
      ['a', 'upsert'],
    ]);
    expect(await writer.pendingOutbox(catalog, 10)).toEqual(entries);
    expect(await items.count(catalog)).toBe(2);
    expect(await blocks.findReferences(catalog, ['a', 'b'])).toEqual([referenceTo('b', 'w2', 'w1')]);
    expect(await blocks.findBlocks('image-1', ['w1'])).toEqual(new Map([['w1', Float32Array.from([0.6, 0.8])]]));
  });

  it('replaces all of an item: fields, photos, clips and references; of an item given twice the last counts', async () => {
    const catalog = await open().newCatalog();
    const { writer, items, blocks } = open().database;
    const images = [{ url: 'https://a.example/1' }, { url: 'https://a.example/2' }];
    const audio = [{ url: 'https://a.example/1.mp3', contentHash: 'c'.repeat(64) }];
    const full = makeItem({
      id: 'a',
      images,
      audio,
      brand: 'Acme',
      price: { amount: 1, currency: 'EUR' },
      section: ['A'],
    });
    await writer.upsert(catalog, write([full], [blockOf('r1', 1, 0)], [referenceTo('a', 'r1')]));
    expect((await items.findMany(catalog, ['a'])).get('a')?.audio).toEqual(audio);
    const clips = [{ url: 'upload:7' }, { url: 'https://a.example/1.mp3', failure: 'It is empty.' }];
    const second = makeItem({ id: 'a', title: 'second', images: images.slice(1), audio: clips });
    const entries = await writer.upsert(catalog, write([makeItem({ id: 'a', title: 'first' }), second]));
    expect(entries).toHaveLength(1);
    expect((await items.findMany(catalog, ['a'])).get('a')).toEqual(second);
    expect(await blocks.findReferences(catalog, ['a'])).toEqual([]);
  });

  it("keeps an existing item's createdAt unless another is named", async () => {
    const catalog = await open().newCatalog();
    const { writer, items } = open().database;
    const createdAt = async () => (await items.findMany(catalog, ['a'])).get('a')?.createdAt;
    const [day1, day2, day3] = [1, 2, 3].map((day) => new Date(Date.UTC(2026, 0, day))) as [Date, Date, Date];
    await writer.upsert(catalog, write([makeItem({ id: 'a', createdAt: day1, updatedAt: day1 })]));
    await writer.upsert(catalog, write([makeItem({ id: 'a', createdAt: day2, updatedAt: day2 })]));
    expect(await createdAt()).toEqual(day1);
    await writer.upsert(catalog, write([makeItem({ id: 'a', createdAt: day2, updatedAt: day3 })]));
    expect(await createdAt()).toEqual(day2);
  });

  it('keeps nothing of a write that fails', async () => {
    const catalog = await open().newCatalog();
    const { writer, items, blocks } = open().database;
    const bad = write([makeItem({ id: 'a' })], [blockOf('f1', 1)], [referenceTo('a', 'f1', 'not stored')]);
    await expect(writer.upsert(catalog, bad)).rejects.toMatchObject({ code: 'BLOCK_NOT_STORED' });
    const negative = makeItem({ id: 'b', price: { amount: -1, currency: 'EUR' } });
    await expect(
      writer.upsert(catalog, write([makeItem({ id: 'a' }), negative], [blockOf('f1', 1)])),
    ).rejects.toMatchObject({ code: 'DATABASE_CONSTRAINT', constraint: 'item_price_check' });
    expect(await items.count(catalog)).toBe(0);
    expect(await blocks.findBlocks('image-1', ['f1'])).toEqual(new Map());
    expect(await writer.pendingOutbox(catalog, 10)).toEqual([]);
  });

  it('names what is wrong: an unknown catalog, a text that can not be stored', async () => {
    const catalog = await open().newCatalog();
    const { writer } = open().database;
    await expect(writer.upsert('nowhere', write([makeItem({ id: 'a' })]))).rejects.toMatchObject({
      code: 'CATALOG_NOT_FOUND',
      catalog: 'nowhere',
    });
    await expect(
      writer.upsert(catalog, write([makeItem({ id: 'a', section: ['A', 'b\0'], attributes: { 'n\ud800': 1 } })])),
    ).rejects.toMatchObject({ code: 'INVALID_ITEM', problems: [{ field: 'section[1]' }, { field: 'attributes' }] });
  });

  it('deletes what exists, with an outbox row for each', async () => {
    const catalog = await open().newCatalog();
    const { writer, items, blocks } = open().database;
    await writer.upsert(catalog, write([makeItem({ id: 'a' })], [blockOf('d1', 1)], [referenceTo('a', 'd1')]));
    const entries = await writer.delete(catalog, ['gone', 'a', 'a', '\0']);
    expect(entries.map(({ itemId, operation }) => [itemId, operation])).toEqual([['a', 'delete']]);
    expect(await writer.delete(catalog, ['a'])).toEqual([]);
    expect(await writer.delete('nowhere', ['a'])).toEqual([]);
    expect(await items.count(catalog)).toBe(0);
    expect(await blocks.findReferences(catalog, ['a'])).toEqual([]);
    expect((await blocks.findBlocks('image-1', ['d1'])).size).toBe(1);
  });

  it('hands out the outbox oldest first until it is acknowledged, per catalog', async () => {
    const [catalog, other] = [await open().newCatalog(), await open().newCatalog()];
    const { writer } = open().database;
    const first = await writer.upsert(catalog, write([makeItem({ id: 'a' }), makeItem({ id: 'b' })]));
    const second = await writer.upsert(catalog, write([makeItem({ id: 'a' })]));
    await writer.upsert(other, write([makeItem({ id: 'a' })]));
    expect(await writer.pendingOutbox(catalog, 2)).toEqual(first);
    await writer.acknowledge(
      other,
      first.map(({ sequence }) => sequence),
    );
    await writer.acknowledge(
      catalog,
      first.map(({ sequence }) => sequence),
    );
    await writer.acknowledge(catalog, []);
    expect(await writer.pendingOutbox(catalog, 10)).toEqual(second);
  });

  it('lets many write the same items in any order; the last sequence is of the write that stayed', async () => {
    const catalog = await open().newCatalog();
    const { writer, items, blocks } = open().database;
    const ids = Array.from({ length: 50 }, (_, n) => `item-${String(n)}`);
    const writes = Array.from({ length: 12 }, async (_, n) => {
      const ordered = n % 2 === 0 ? ids : ids.toReversed();
      const made = ordered.map((id) => makeItem({ id, title: `by ${String(n)}` }));
      const own = ordered.map((id) => blockOf(`shared-${id}`, 1, 0));
      const references = ordered.map((id) => referenceTo(id, `shared-${id}`));
      return { n, entries: await writer.upsert(catalog, write(made, own, references)) };
    });
    const done = await Promise.all(writes);
    const titles = new Set([...(await items.findMany(catalog, ids)).values()].map(({ title }) => title));
    expect(titles.size).toBe(1);
    const last = done
      .toSorted((a, b) => Number((a.entries[0]?.sequence ?? 0n) - (b.entries[0]?.sequence ?? 0n)))
      .at(-1);
    expect(titles).toEqual(new Set([`by ${String(last?.n)}`]));
    expect(await blocks.findReferences(catalog, ids)).toHaveLength(50);
  });

  it('writes 1,000 items with photos and 1,664 dimensions each in less than 2 s', async () => {
    const catalog = await open().newCatalog();
    const { writer, items } = open().database;
    const images = [{ url: 'https://a.example/1' }, { url: 'https://a.example/2' }];
    const made = Array.from({ length: 1000 }, (_, n) =>
      makeItem({ id: `item-${String(n)}`, images, section: ['A', 'B'] }),
    );
    const blocks = made.flatMap(({ id }, n) => [
      { encoderId: 'image-big', inputHash: id, vector: new Float32Array(1280).fill(n) },
      { encoderId: 'text-big', inputHash: id, vector: new Float32Array(384).fill(n) },
    ]);
    const references = blocks.map(({ encoderId, inputHash }) => ({
      itemId: inputHash,
      modality: encoderId.slice(0, 5).replace('-', ''),
      encoderId,
      inputHashes: [inputHash],
    }));
    const startedAt = performance.now();
    expect(await writer.upsert(catalog, write(made, blocks, references))).toHaveLength(1000);
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(await items.count(catalog)).toBe(1000);
    const found = await open().database.blocks.findBlocks('text-big', ['item-999', 'item-7']);
    expect(found.get('item-999')).toEqual(new Float32Array(384).fill(999));
  });
});
