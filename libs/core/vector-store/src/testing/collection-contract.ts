import { describe, expect, it } from 'vitest';
import { CollectionNotFoundError, CollectionSpecMismatchError, InvalidCollectionSpecError } from '../errors.ts';
import { SMALL_SPEC, type ContractContext } from './contract-context.ts';
import { imagePoint, imageQuery } from './contract-points.ts';

const NAME = SMALL_SPEC.name;

/** Collections come, are listed, and go. */
export function describeCollections(context: ContractContext): void {
  describe('collections', () => {
    it('throw CollectionNotFoundError from every method while there is none', async () => {
      const store = context.store();
      await expect(store.upsert('none', [imagePoint('a', [1, 0, 0, 0])])).rejects.toThrow(CollectionNotFoundError);
      await expect(store.upsert('none', [])).rejects.toThrow(CollectionNotFoundError);
      await expect(store.delete('none', ['a'])).rejects.toThrow(CollectionNotFoundError);
      await expect(store.search('none', imageQuery([1, 0, 0, 0]))).rejects.toThrow(CollectionNotFoundError);
      await expect(store.fetch('none', ['a'])).rejects.toThrow(CollectionNotFoundError);
      await expect(store.count('none')).rejects.toThrow("Collection 'none' does not exist");
    });

    it('are made once; other blocks under the same name are refused', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      await store.upsert(NAME, [imagePoint('a', [1, 0, 0, 0])]);
      await store.ensureCollection(structuredClone(SMALL_SPEC));
      expect(await store.count(NAME)).toBe(1);
      const [image, text, brand] = SMALL_SPEC.blocks;
      for (const blocks of [
        [image!, text!],
        [text!, image!, brand!],
        [image!, text!, { modality: 'brand', dimension: 3 }],
      ])
        await expect(store.ensureCollection({ name: NAME, blocks })).rejects.toThrow(CollectionSpecMismatchError);
    });

    it('refuse a spec without blocks, with a modality twice, a dimension of 0 or a blank name', async () => {
      const store = context.store();
      const image = { modality: 'image', dimension: 4 };
      for (const spec of [
        { name: 'a', blocks: [] },
        { name: 'a', blocks: [image, image] },
        { name: 'a', blocks: [{ modality: 'image', dimension: 0 }] },
        { name: ' ', blocks: [image] },
      ])
        await expect(store.ensureCollection(spec)).rejects.toThrow(InvalidCollectionSpecError);
      expect(await store.listCollections()).toEqual([]);
    });

    it('are listed with their blocks, are separate, and are gone when dropped', async () => {
      const store = context.store();
      const other = { name: 'Übung/2 shoes--ab12', blocks: [{ modality: 'image', dimension: 4 }] };
      const third = { ...other, name: 'übung/2 shoes--ab12' };
      for (const spec of [SMALL_SPEC, other, third]) await store.ensureCollection(spec);
      const byName = (left: { name: string }, right: { name: string }): number => (left.name < right.name ? -1 : 1);
      expect((await store.listCollections()).sort(byName)).toEqual([SMALL_SPEC, other, third].sort(byName));
      await store.upsert(NAME, [imagePoint('a', [1, 0, 0, 0])]);
      expect(await store.count(other.name)).toBe(0);
      await store.dropCollection(NAME);
      await store.dropCollection(NAME);
      await expect(store.count(NAME)).rejects.toThrow(CollectionNotFoundError);
      await store.ensureCollection(SMALL_SPEC);
      expect(await store.count(NAME)).toBe(0);
    });
  });
}
