import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aliasOf, generationName, isCollectionAlias, parseGeneration } from './collection-names.ts';
import { pointIdOf } from './point-id.ts';

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });

it('gives different names different aliases, in letters that every file system takes', () => {
  fc.assert(
    fc.property(name, name, (left, right) => {
      const [one, other] = [aliasOf('kindred', left), aliasOf('kindred', right)];
      expect(one === other).toBe(left === right);
      expect(one).toMatch(/^kindred\.[a-z0-9_-]{1,160}$/);
    }),
  );
  expect(aliasOf('kindred', 'Shop.ab12')).toBe('kindred._53hop_2eab12');
});

it('finds the alias and number of a generation again', () => {
  fc.assert(
    fc.property(name, fc.integer({ min: 1, max: 1e6 }), (collection, generation) => {
      const alias = aliasOf('a-1', collection);
      expect(parseGeneration(generationName(alias, generation))).toEqual({ alias, generation });
    }),
  );
  expect(parseGeneration('products')).toBeUndefined();
  expect([isCollectionAlias('kindred', 'kindred.x'), isCollectionAlias('kindred', 'kindred2.x')]).toEqual([
    true,
    false,
  ]);
});

it('makes a UUID of version 5 from collection and item, always the same', () => {
  expect(pointIdOf('shop.1', '007')).toBe(pointIdOf('shop.1', '007'));
  fc.assert(
    fc.property(name, name, name, (collection, left, right) => {
      const id = pointIdOf(collection, left);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(id === pointIdOf(collection, right)).toBe(left === right);
    }),
  );
  expect(pointIdOf('a', 'bc')).not.toBe(pointIdOf('ab', 'c'));
});

it('never changes: points that were written before must be found', () => {
  expect(pointIdOf('shop.0123456789abcdef', 'SKU-1')).toMatchInlineSnapshot(`"5d8b421c-0c6f-51c4-bc60-c14e57488136"`);
});
