import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DuplicateFinder } from './duplicate-finder.ts';
import { ListingsFixture, SHOP, type Listing } from './testing/listings-fixture.ts';

const LAMP = 'Brass desk lamp with a green glass shade';

async function finderOf(listings: readonly Listing[]): Promise<DuplicateFinder> {
  const fixture = new ListingsFixture();
  await fixture.add(listings);
  return new DuplicateFinder(fixture);
}

/** Photos whose seeds lie a hundredth apart are near-copies, a whole number apart other pictures. */
const FILLERS: Listing[] = Array.from({ length: 30 }, (_, n) => ({
  id: `other-${String(n)}`,
  title: `Unlike thing ${['oak', 'tin', 'wool', 'clay', 'cork'][n % 5] ?? ''} ${String(n * 7919)}`,
  photos: [40 + n],
}));

describe('DuplicateFinder', () => {
  it('finds photo copies, text copies and both, with the evidence for each', async () => {
    const finder = await finderOf([
      ...FILLERS,
      { id: 'asked', title: LAMP, photos: [1, 2] },
      { id: 'both', title: LAMP, photos: [2.001, 1.001] },
      { id: 'photo only', title: 'Something that reads quite differently', photos: [9, 2.001] },
      { id: 'text only', title: LAMP, photos: [12] },
      { id: 'no photo', title: `${LAMP}.` },
    ]);
    const matches = await finder.duplicatesOf({ catalog: SHOP, itemId: 'asked', minPhotoSimilarity: 0.999 });
    expect(matches.map(({ itemId, evidence }) => [itemId, evidence])).toEqual([
      ['both', ['PHOTO', 'TEXT']],
      ['no photo', ['TEXT']],
      ['text only', ['TEXT']],
      ['photo only', ['PHOTO']],
    ]);
    expect(matches[0]?.photoSimilarity).toBeGreaterThan(0.999);
    expect(matches[1]).not.toHaveProperty('photoSimilarity');
    expect(matches[3]?.textSimilarity).toBeLessThan(0.9);
  });

  it('finds a photo that two listings share among many others of each', async () => {
    const crowd = Array.from({ length: 200 }, (_, n) => ({
      id: `near-mean-${String(n)}`,
      title: `Crowd ${String(n)}`,
      photos: [1.02 + n / 10_000, 3.02, 5.02, 7.02],
    }));
    const finder = await finderOf([
      ...crowd,
      { id: 'asked', photos: [1, 3, 5, 7] },
      { id: 'shares one', photos: [21, 23, 7, 25, 27] },
    ]);
    const matches = await finder.duplicatesOf({
      catalog: SHOP,
      itemId: 'asked',
      minPhotoSimilarity: 0.9999999,
    });
    const found = matches.find(({ itemId }) => itemId === 'shares one');
    expect(found).toMatchObject({ evidence: ['PHOTO'], photoSimilarity: expect.closeTo(1, 6) });
  });

  it('needs neither photo nor text of the item asked about', async () => {
    const finder = await finderOf([
      ...FILLERS,
      { id: 'photo', photos: [1] },
      { id: 'copy', photos: [1] },
      { id: 'nothing' },
    ]);
    const ids = async (itemId: string): Promise<string[]> =>
      (await finder.duplicatesOf({ catalog: SHOP, itemId, minPhotoSimilarity: 0.9999 })).map((match) => match.itemId);
    expect(await ids('photo')).toEqual(['copy']);
    expect(await ids('nothing')).toEqual([]);
  });

  it('is symmetric, keeps to the thresholds and the limit, and never names the item itself', async () => {
    const listing = fc.record({
      title: fc.constantFrom(LAMP, `${LAMP} new`, 'Tea pot', undefined),
      photos: fc.array(fc.constantFrom(1, 1.01, 2, 3), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(listing, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.5, max: 1, noNaN: true }),
        async (drawn, threshold) => {
          const finder = await finderOf(
            drawn.map(({ title, photos }, n) => ({ id: String(n), photos, ...(title === undefined ? {} : { title }) })),
          );
          const request = { catalog: SHOP, minPhotoSimilarity: threshold, minTextSimilarity: threshold };
          const pairs = new Set<string>();
          for (const n of drawn.keys()) {
            const matches = await finder.duplicatesOf({ ...request, itemId: String(n), limit: 100 });
            for (const { itemId, evidence, photoSimilarity = -1, textSimilarity = -1 } of matches) {
              pairs.add(`${String(n)}-${itemId}`);
              expect(evidence.includes('PHOTO')).toBe(photoSimilarity >= threshold);
              expect(evidence.includes('TEXT')).toBe(textSimilarity >= threshold);
              expect(evidence.length).toBeGreaterThan(0);
              expect(itemId).not.toBe(String(n));
            }
            expect(await finder.duplicatesOf({ ...request, itemId: String(n), limit: 1 })).toEqual(matches.slice(0, 1));
          }
          for (const pair of pairs) expect(pairs).toContain(pair.split('-').reverse().join('-'));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('says what is wrong with a request', async () => {
    const finder = await finderOf(FILLERS);
    await expect(finder.duplicatesOf({ catalog: SHOP, itemId: 'gone' })).rejects.toMatchObject({
      code: 'ITEM_NOT_FOUND',
    });
    for (const wrong of [{ limit: 0 }, { limit: 1.5 }, { minPhotoSimilarity: NaN }, { minTextSimilarity: 2 }])
      await expect(finder.duplicatesOf({ catalog: SHOP, itemId: 'other-1', ...wrong })).rejects.toMatchObject({
        code: 'INVALID_DUPLICATE_REQUEST',
      });
  });
});
