import { makeItem } from '@kindred/catalog/testing';
import { expect, it } from 'vitest';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';

describeWithDatabase('PostgresBlockStore', (open) => {
  it('gives vectors back bit for bit, of the encoder asked for', async () => {
    const { blocks } = open().database;
    const odd = Float32Array.from([-0, NaN, Infinity, 1e-45, 3.4028234663852886e38, 0.1]);
    // A view that starts in the middle of other memory.
    const view = Float32Array.from([9, 1, 2, 9]).subarray(1, 3);
    await blocks.saveBlocks([
      { encoderId: 'e1', inputHash: 'odd', vector: odd },
      { encoderId: 'e1', inputHash: 'view', vector: view },
      { encoderId: 'e2', inputHash: 'odd', vector: Float32Array.from([5]) },
    ]);
    const found = await blocks.findBlocks('e1', ['odd', 'view', 'odd', 'missing', '\0']);
    expect(new Map([...found].sort())).toEqual(
      new Map([
        ['odd', odd],
        ['view', Float32Array.from([1, 2])],
      ]),
    );
    expect(await blocks.findBlocks('e2', ['odd', 'view'])).toEqual(new Map([['odd', Float32Array.from([5])]]));
    expect(await blocks.findBlocks('e\ud800', ['odd'])).toEqual(new Map());
    expect(await blocks.findBlocks('e1', [])).toEqual(new Map());
  });

  it('keeps a block that is there, also when it is given twice at once', async () => {
    const { blocks } = open().database;
    const block = (value: number) => ({ encoderId: 'e3', inputHash: 'h', vector: Float32Array.from([value]) });
    await blocks.saveBlocks([block(1), block(2)]);
    await Promise.all([blocks.saveBlocks([block(3)]), blocks.saveBlocks([block(4)]), blocks.saveBlocks([])]);
    expect(await blocks.findBlocks('e3', ['h'])).toEqual(new Map([['h', Float32Array.from([1])]]));
  });

  it('refuses an empty vector', async () => {
    const empty = { encoderId: 'e4', inputHash: 'h', vector: new Float32Array(0) };
    await expect(open().database.blocks.saveBlocks([empty])).rejects.toMatchObject({ code: 'DATABASE_CONSTRAINT' });
  });

  it('lists references in the order of the ids, and only of that catalog', async () => {
    const [catalog, other] = [await open().newCatalog(), await open().newCatalog()];
    const { blocks, writer } = open().database;
    const reference = (itemId: string, modality: string, ...inputHashes: string[]) => ({
      itemId,
      modality,
      encoderId: 'e5',
      inputHashes,
    });
    const references = [
      reference('a', 'text', 't'),
      reference('b', 'image', 'q', 'p'),
      reference('b', 'text', 't'),
      reference('c', 'image'),
    ];
    await writer.upsert(catalog, {
      items: ['a', 'b', 'c'].map((id) => makeItem({ id })),
      blocks: ['t', 'p', 'q'].map((inputHash) => ({ encoderId: 'e5', inputHash, vector: Float32Array.from([1]) })),
      references,
    });
    expect(await blocks.findReferences(catalog, ['b', 'c', 'gone', 'a', 'b', '\0'])).toEqual([
      references[1],
      references[2],
      references[3],
      references[0],
    ]);
    expect(await blocks.findReferences(other, ['a', 'b'])).toEqual([]);
    expect(await blocks.findReferences('\0', ['a'])).toEqual([]);
  });
});
