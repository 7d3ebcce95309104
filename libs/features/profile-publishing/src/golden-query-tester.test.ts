import type { GoldenQuery } from '@kindred/catalog';
import { NoUsableModalityError, WORDS_LACK_PHOTOS, type SearchRequest, type SearchResult } from '@kindred/retrieval';
import { expect, it } from 'vitest';
import { GoldenQueryTester } from './golden-query-tester.ts';
import { SearchGate } from './search-gate.ts';
import { FEEL, LOOK, openCircleShop, SHOP } from './test-fixtures/circle-shop.ts';

const date = new Date('2026-01-01T00:00:00Z');
const shop = await openCircleShop([
  { id: 'a', look: 0, feel: 0 },
  { id: 'b', look: 10, feel: 60 },
]);
const query: GoldenQuery = {
  name: 'red shirts',
  source: { kind: 'item', itemId: 'a' },
  expectedItemIds: ['b'],
  limit: 2,
  createdAt: date,
  updatedAt: date,
};

/** Judges {@link query} with the shop's search as `change` lets it answer. */
function judge(change: (result: SearchResult) => SearchResult) {
  const search = { search: async (request: SearchRequest) => change(await shop.search.search(request)) };
  const goldenQueries = { list: async () => [query] };
  const tester = new GoldenQueryTester({ ...shop, search, goldenQueries, gate: new SearchGate(1) });
  return tester.test({ catalog: SHOP, live: LOOK, draft: FEEL });
}

it('gives no verdict while words cannot be compared with photos: neither passed nor broken', async () => {
  expect(await judge((result) => result)).toMatchObject([{ live: { passes: true }, draft: { passes: true } }]);
  const note = { modality: 'image', weight: 1, reason: WORDS_LACK_PHOTOS };
  await expect(judge((result) => ({ ...result, notes: [note] }))).rejects.toMatchObject({
    code: 'GOLDEN_QUERY_UNTESTABLE',
    message: expect.stringContaining("'red shirts'"),
  });
  const nothing = (): never => {
    throw new NoUsableModalityError(['image'], ['text'], WORDS_LACK_PHOTOS);
  };
  await expect(judge(nothing)).rejects.toMatchObject({ code: 'GOLDEN_QUERY_UNTESTABLE' });
});
