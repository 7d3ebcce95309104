import { expect, test } from 'vitest';
import type { GoldenQueryInput } from './golden-query.ts';
import { validateGoldenQuery } from './validate-golden-query.ts';

const good: GoldenQueryInput = {
  name: 'red boots',
  source: { kind: 'item', itemId: 'boots-red' },
  expectedItemIds: ['boots-blue'],
  limit: 10,
};
const ids = (count: number) => Array.from({ length: count }, (_, n) => `i${String(n)}`);

test('a query in order comes back as it is', () => {
  expect(validateGoldenQuery(good)).toBe(good);
  expect(validateGoldenQuery({ ...good, expectedItemIds: ids(20), limit: 20 }).limit).toBe(20);
});

test.each([
  ['a blank name', { name: ' ' }, 'name is blank'],
  ['a blank text', { source: { kind: 'text', text: '' } }, 'text is blank'],
  ['no expected item', { expectedItemIds: [] }, 'expectedItemIds is empty; name at least one item'],
  ['too many', { expectedItemIds: ids(21), limit: 100 }, 'has 21 entries, at most 20 are allowed'],
  ['more than the limit', { expectedItemIds: ids(3), limit: 2 }, 'has 3 entries, more than the limit of 2'],
  ['an item twice', { expectedItemIds: ['a', 'a'] }, "expectedItemIds[1] names 'a' a second time"],
  ['the source', { expectedItemIds: ['boots-red'] }, 'expectedItemIds[0] is the source itself'],
  ['limit 0', { limit: 0 }, 'limit must be a whole number from 1 to 100, it is 0'],
  ['limit 101', { limit: 101 }, 'limit must be a whole number from 1 to 100, it is 101'],
  ['limit 1.5', { limit: 1.5 }, 'it is 1.5'],
  ['a blank profile', { profile: '' }, 'profile is blank'],
] as const)('refuses %s', (_what, change, says) => {
  expect(() => validateGoldenQuery({ ...good, ...change })).toThrow(says);
});

test('all problems are told at once', () => {
  const all = { name: '', source: { kind: 'item', itemId: ' ' }, expectedItemIds: [], limit: NaN } as const;
  expect(() => validateGoldenQuery(all)).toThrow(
    "Golden query '' is invalid: name is blank; itemId is blank; limit must be a whole number from 1 to 100, it is NaN; expectedItemIds is empty; name at least one item.",
  );
});
