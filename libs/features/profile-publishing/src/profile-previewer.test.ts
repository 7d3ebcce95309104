import { describe, expect, it } from 'vitest';
import { ProfilePreviewer } from './profile-previewer.ts';
import { SearchGate } from './search-gate.ts';
import { FEEL, LOOK, openCircleShop, SHOP } from './test-fixtures/circle-shop.ts';

/** Looks rise with the letter, 10° each; feelings are those of a's mirror image, so that e feels nearest to a. */
const shop = await openCircleShop([
  { id: 'a', look: 0, feel: 0, brand: 'Acme', price: { amount: 10, currency: 'EUR' } },
  { id: 'b', look: 10, feel: 80, brand: 'Acme', price: { amount: 20, currency: 'EUR' } },
  { id: 'c', look: 20, feel: 60, brand: 'Globex', price: { amount: 30, currency: 'EUR' } },
  { id: 'd', look: 30, feel: 40, brand: 'Globex' },
  { id: 'e', look: 40, feel: 20, price: { amount: 50, currency: 'EUR' } },
  { id: 'f', look: 180 },
]);
const sampler = { sample: async () => ['a', 'gone'] };
const previewer = new ProfilePreviewer({ ...shop, sampler, gate: new SearchGate(4) });
const request = { catalog: SHOP, live: LOOK, draft: FEEL, limit: 2 };
const near = (value: number) => expect.closeTo(value, 10) as number;

describe('ProfilePreviewer', () => {
  it('of one source: a looks like b and c, and feels like e and d', async () => {
    const report = await previewer.preview({ ...request, sample: { itemIds: ['a', 'a'] } });
    const { items, examples, ...figures } = report;
    expect(figures).toEqual({
      sources: 1,
      skippedIds: [],
      changedShare: 1,
      changedSourceShare: 1,
      rankOverlap: 0,
      persistence: 0.9,
      newItems: {
        total: 2,
        top: [
          { itemId: 'd', sourceIds: ['a'] },
          { itemId: 'e', sourceIds: ['a'] },
        ],
      },
      lostItems: {
        total: 2,
        top: [
          { itemId: 'b', sourceIds: ['a'] },
          { itemId: 'c', sourceIds: ['a'] },
        ],
      },
      prices: [
        {
          currency: 'EUR',
          live: { count: 2, lowerQuartile: 22.5, median: 25, upperQuartile: 27.5 },
          draft: { count: 1, lowerQuartile: 50, median: 50, upperQuartile: 50 },
        },
      ],
      brands: {
        top: [
          { brand: 'Acme', live: 0.5, draft: 0, change: -0.5 },
          { brand: 'Globex', live: 0.5, draft: 0.5, change: 0 },
        ],
        distinctLive: 2,
        distinctDraft: 1,
        withoutLive: 0,
        withoutDraft: 0.5,
      },
      liveCoverage: { items: 2, share: near(2 / 6) },
      draftCoverage: { items: 2, share: near(2 / 6) },
    });
    expect(examples.map(({ live, draft }) => [live, draft].map((side) => side.map(({ itemId }) => itemId)))).toEqual([
      [
        ['b', 'c'],
        ['e', 'd'],
      ],
    ]);
    expect(examples[0]?.draft[0]?.score).toBeCloseTo(Math.cos(Math.PI / 9), 6);
    expect([...items.keys()].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('changes nothing where the weights are the same', async () => {
    const report = await previewer.preview({ ...request, draft: { look: 0.3 }, sample: { itemIds: ['a', 'c', 'f'] } });
    expect(report).toMatchObject({
      sources: 3,
      changedShare: 0,
      changedSourceShare: 0,
      rankOverlap: near(1),
      newItems: { total: 0, top: [] },
      lostItems: { total: 0 },
      examples: [],
    });
    expect(report.liveCoverage).toEqual(report.draftCoverage);
  });

  it('tells a mere change of order by the sources and the overlap, not by the share of results', async () => {
    const report = await previewer.preview({ ...request, limit: 5, sample: { itemIds: ['b'] } });
    expect(report).toMatchObject({ changedShare: 0, changedSourceShare: 1, newItems: { total: 0 } });
    expect(report.rankOverlap).toBeLessThan(1);
  });

  it('shows a source that the draft leaves without results, and sources of the least overlap first', async () => {
    const report = await previewer.preview({ ...request, sample: { itemIds: ['b', 'f'] }, examples: 1 });
    expect(report.examples.map(({ sourceId, draft }) => [sourceId, draft.length])).toEqual([['f', 0]]);
    expect(report.lostItems).toEqual({
      total: 3,
      top: [
        { itemId: 'a', sourceIds: ['b'] },
        { itemId: 'd', sourceIds: ['f'] },
        { itemId: 'e', sourceIds: ['f'] },
      ],
    });
  });

  it('takes a sample, and names what of it can not be searched by', async () => {
    const report = await previewer.preview({ ...request, sample: { size: 2, seed: 1 }, persistence: 0.5 });
    expect(report).toMatchObject({ sources: 1, skippedIds: ['gone'], persistence: 0.5 });
    const none = await previewer.preview({ ...request, sample: { itemIds: ['gone'] } });
    expect(none).toMatchObject({ sources: 0, changedShare: 0, changedSourceShare: 0, rankOverlap: 1, prices: [] });
  });

  it('fetches its sources once, and never runs more searches than the gate lets through', async () => {
    let fetches = 0;
    let running = 0;
    let most = 0;
    const search = {
      itemBlocks: (catalog: string, ids: readonly string[]) => {
        fetches += 1;
        return shop.search.itemBlocks(catalog, ids);
      },
      search: async (given: Parameters<typeof shop.search.search>[0]) => {
        most = Math.max(most, ++running);
        const found = await shop.search.search(given);
        running -= 1;
        return found;
      },
    };
    const counted = new ProfilePreviewer({ ...shop, search, sampler, gate: new SearchGate(3) });
    await counted.preview({ ...request, sample: { itemIds: ['a', 'b', 'c', 'd', 'e', 'f'] } });
    expect([fetches, most]).toEqual([1, 3]);
  });

  it('refuses weights of a modality that there is not, and stops when it is told to', async () => {
    const sample = { itemIds: ['a'] };
    await expect(previewer.preview({ ...request, draft: { smell: 1 }, sample })).rejects.toMatchObject({
      code: 'INVALID_WEIGHTS',
    });
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(previewer.preview({ ...request, sample, signal })).rejects.toThrow('gone');
  });
});
