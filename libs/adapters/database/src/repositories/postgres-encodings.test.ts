import type { EncodedBlock, Item, ItemBlockReference, ItemEncoding } from '@kindred/catalog';
import { makeItem } from '@kindred/catalog/testing';
import { expect, it } from 'vitest';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';

const URL = 'https://shop.example/1.jpg';

function blockOf(encoderId: string, inputHash: string): EncodedBlock {
  return { encoderId, inputHash, vector: Float32Array.from([0.6, 0.8]) };
}

function referenceOf(
  itemId: string,
  modality: string,
  encoderId: string,
  ...inputHashes: string[]
): ItemBlockReference {
  return { itemId, modality, encoderId, inputHashes };
}

function encodingOf(item: Item, changes: Partial<ItemEncoding> = {}): ItemEncoding {
  const images = item.images.map(({ url }) => ({ url, contentHash: 'p1' }));
  return { item, images, modalities: ['image'], references: [referenceOf(item.id, 'image', 'i2', 'p1')], ...changes };
}

describeWithDatabase('encodings of stored items', (open) => {
  async function shopWith(...ids: string[]) {
    const catalog = await open().newCatalog();
    const { writer, items } = open().database;
    const given = ids.map((id) => makeItem({ id, images: [{ url: URL }], attributes: { color: 'red', size: 'M' } }));
    const references = ids.map((id) => referenceOf(id, 'text', 't1', `w-${id}`));
    const blocks = ids.map((id) => blockOf('t1', `w-${id}`));
    const entries = await writer.upsert(catalog, { items: given, blocks, references });
    await writer.acknowledge(
      catalog,
      entries.map(({ sequence }) => sequence),
    );
    const read = async (id: string): Promise<Item> => (await items.findMany(catalog, [id])).get(id) ?? expect.fail();
    return { ...open().database, catalog, read };
  }

  it('adds photos and references of one modality, and tells the vector store of them', async () => {
    const { catalog, writer, blocks, read } = await shopWith('a', 'b');
    const encoding = encodingOf(await read('a'));
    const entries = await writer.saveEncodings(catalog, { encodings: [encoding], blocks: [blockOf('i2', 'p1')] });
    expect(entries.map(({ itemId, operation }) => [itemId, operation])).toEqual([['a', 'upsert']]);
    expect(await writer.pendingOutbox(catalog, 10)).toEqual(entries);
    expect((await read('a')).images).toEqual([{ url: URL, contentHash: 'p1' }]);
    expect(await blocks.findReferences(catalog, ['a', 'b'])).toEqual([
      referenceOf('a', 'image', 'i2', 'p1'),
      referenceOf('a', 'text', 't1', 'w-a'),
      referenceOf('b', 'text', 't1', 'w-b'),
    ]);
  });

  it('takes a reference away where the item has nothing to encode any more', async () => {
    const { catalog, writer, blocks, read } = await shopWith('a');
    await writer.saveEncodings(catalog, { encodings: [encodingOf(await read('a'))], blocks: [blockOf('i2', 'p1')] });
    const gone = encodingOf(await read('a'), { images: [{ url: URL, failure: 'gone\0' }], references: [] });
    await writer.saveEncodings(catalog, { encodings: [gone], blocks: [] });
    expect((await read('a')).images).toEqual([{ url: URL, failure: 'gone\ufffd' }]);
    expect(await blocks.findReferences(catalog, ['a'])).toEqual([referenceOf('a', 'text', 't1', 'w-a')]);
  });

  it('leaves out an item that was written or deleted since it was read; its blocks are kept', async () => {
    const { catalog, writer, blocks, read } = await shopWith('a', 'b');
    const [a, b] = [await read('a'), await read('b')];
    await writer.upsert(catalog, { items: [{ ...a, title: 'written since' }], blocks: [], references: [] });
    await writer.delete(catalog, ['b']);
    const encodings = [encodingOf(a), encodingOf(b)];
    expect(await writer.saveEncodings(catalog, { encodings, blocks: [blockOf('i2', 'p1')] })).toEqual([]);
    expect((await read('a')).images).toEqual([{ url: URL }]);
    expect(await blocks.findReferences(catalog, ['a', 'b'])).toEqual([]);
    expect([...(await blocks.findBlocks('i2', ['p1'])).keys()]).toEqual(['p1']);
  });

  it('refuses a reference whose block is not there', async () => {
    const { catalog, writer, read } = await shopWith('a');
    const encoding = encodingOf(await read('a'), { references: [referenceOf('a', 'image', 'i3', 'nowhere')] });
    await expect(writer.saveEncodings(catalog, { encodings: [encoding], blocks: [] })).rejects.toMatchObject({
      code: 'BLOCK_NOT_STORED',
    });
    expect(await writer.pendingOutbox(catalog, 10)).toEqual([]);
  });

  it('finds items with an input that another encoder lacks, page by page, and adopts those that it has', async () => {
    const { catalog, blocks } = await shopWith('a', 'b', 'c', 'é');
    const query = { modality: 'text', encoderId: 't2' };
    expect(await blocks.findUnencoded(catalog, { ...query, limit: 3 })).toEqual(['a', 'b', 'c']);
    expect(await blocks.findUnencoded(catalog, { ...query, limit: 3, after: 'c' })).toEqual(['é']);
    await blocks.saveBlocks([blockOf('t2', 'w-a'), blockOf('t2', 'w-c')]);
    expect(await blocks.findUnencoded(catalog, { ...query, limit: 9 })).toEqual(['b', 'é']);
    expect(await blocks.adoptEncoder(catalog, 'text', 't2')).toBe(2);
    expect(await blocks.adoptEncoder(catalog, 'text', 't2')).toBe(0);
    expect((await blocks.findReferences(catalog, ['a', 'b', 'c'])).map(({ encoderId }) => encoderId)).toEqual([
      't2',
      't1',
      't2',
    ]);
    expect(await blocks.findUnencoded('\0', { ...query, limit: 9 })).toEqual([]);
    expect(await blocks.adoptEncoder('none', 'text', 't2')).toBe(0);
  });
});

describeWithDatabase('encoders chosen for a catalog', (open) => {
  it('are none at first, and are added to', async () => {
    const { catalogs } = open().database;
    const catalog = await open().newCatalog();
    expect(await catalogs.findEncoders(catalog)).toEqual({});
    await catalogs.chooseEncoders(catalog, { image: 'hf:a/b@main', text: 'bundled:x' });
    await catalogs.chooseEncoders(catalog, { text: 'http:http://h?model="y"' });
    expect(await catalogs.findEncoders(catalog)).toEqual({ image: 'hf:a/b@main', text: 'http:http://h?model="y"' });
    expect(await catalogs.findEncoders('none')).toEqual({});
    await expect(catalogs.chooseEncoders('none', {})).rejects.toMatchObject({ code: 'CATALOG_NOT_FOUND' });
  });

  it('stay with a layout when it is fitted anew', async () => {
    const { layouts } = open().database;
    const catalog = await open().newCatalog();
    const stored = {
      layout: { hash: 'aa', blocks: [{ modality: 'text', dimension: 2, encoderId: 't1' }] },
      statistics: { logPriceRanges: {}, spreads: {}, itemCount: 1 },
      means: new Map(),
    };
    const encoderUrls = { image: 'bundled:a', text: 'bundled:b' };
    await layouts.save(catalog, { ...stored, encoderUrls });
    await layouts.activate(catalog, 'aa');
    await layouts.save(catalog, stored);
    expect((await layouts.findActive(catalog))?.encoderUrls).toEqual(encoderUrls);
  });
});
