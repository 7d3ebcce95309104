import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '../composition/open-database.ts';
import { loadConfig } from '../config.ts';
import type { FitDocument } from '../fitting/fit-document.ts';
import type { SimilarDocument } from '../output/format-similar.ts';
import { runKindred, runKindredJson } from '../testing/run-kindred.ts';
import { writeSampleCatalog } from '../testing/sample-catalog.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';

const folder = useTemporaryFolder();
const fit = (...args: string[]) => runKindredJson<FitDocument>(folder.path, 'encoders', 'fit', ...args);
const similar = async (...args: string[]) =>
  (await runKindredJson<SimilarDocument>(folder.path, 'similar', ...args)).document.results;
const byItem = () => similar('SKU-005', '--weights', 'image=1', '--limit', '2');
const byPhoto = () => similar('--photo', 'photos/7.png', '--weights', 'image=1', '--limit', '5');

async function withDatabase<Result>(work: (database: OpenDatabase) => Promise<Result>): Promise<Result> {
  const database = await openDatabase(loadConfig({ KINDRED_DATA_DIR: join(folder.path, '.kindred') }));
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

it.each([
  [[], 'Say what to fit'],
  [['--apply'], 'Say what to fit'],
  [['--remove', '--center'], 'stand alone'],
  [['--dimensions', '0'], 'whole number from 1 to 512'],
])('kindred encoders fit %j ends with 2', async (args, line) => {
  const { code, stderr } = await runKindred(folder.path, 'encoders', 'fit', ...args);
  expect(stderr).toContain(line);
  expect(code).toBe(2);
});

describe('kindred encoders fit', () => {
  beforeAll(async () => {
    await writeSampleCatalog(folder.path, 40);
    await runKindredJson(folder.path, 'import', 'products.csv');
  });

  it('tells the effect by the sections of the catalog, and changes nothing', async () => {
    const { code, document, stderr } = await fit('--center', '--dimensions', '12');
    expect(code).toBe(0);
    expect(document).toMatchObject({
      name: 'encoders-fit',
      catalog: 'default',
      switched: false,
      transform: { method: { center: true, scale: false, whiten: false, dimensions: 12 }, fittedOn: 40 },
    });
    expect(document.layout.after).toBe(document.layout.before);
    const { metrics } = document;
    expect(metrics).toMatchObject({ judged: 40, classes: 5, 'before.dimension': 1280, 'after.dimension': 12 });
    for (const name of ['varianceKept', 'neighbourRecall10', 'before.knn5', 'after.knn5', 'after.precision10']) {
      expect(metrics[name]).toBeGreaterThanOrEqual(0);
      expect(metrics[name]).toBeLessThanOrEqual(1);
    }
    expect(metrics['varianceKept']).toBeGreaterThan(0.5);
    expect(stderr).toContain('Fitting on 40 items');
    // Photos differ by colour, which sections don't tell: judged by it they are right.
    const all = await fit('--dimensions', '30', '--label', 'brand');
    expect(all.document.metrics['neighbourRecall10']).toBeGreaterThan(0.95);
  });

  it('switches the catalog, for items and queries alike, and back to the very answers of before', async () => {
    const before = await byPhoto();
    const { document } = await fit('--center', '--whiten', '--dimensions', '10', '--apply');
    expect(document).toMatchObject({ switched: true, next: expect.stringContaining('--back-to') as string });
    const during = await byPhoto();
    expect(during[0]).toMatchObject({ itemId: 'SKU-007', score: expect.closeTo(1, 4) as number });
    expect(during.map(({ score }) => score)).not.toEqual(before.map(({ score }) => score));
    const again = await fit('--center', '--whiten', '--dimensions', '10', '--apply');
    expect(again.document).toMatchObject({ switched: false, layout: { before: document.layout.after } });
    const back = await fit('--back-to', document.layout.before);
    expect(back.document.layout).toEqual({ before: document.layout.after, after: document.layout.before });
    expect(await byPhoto()).toEqual(before);
    const removed = await fit('--remove');
    expect(removed.document.switched).toBe(false);
  });

  it('refuses a switch that breaks a golden query, unless it is told to', async () => {
    const [{ itemId: nearest = '' } = {}, { itemId: second = '' } = {}] = await byItem();
    await withDatabase(async ({ goldenQueries, profiles }) => {
      await profiles.saveDraft('default', { name: 'looks', weights: { image: 1 } });
      await profiles.publish('default', 'looks', 1);
      const source = { kind: 'item' as const, itemId: 'SKU-005' };
      await goldenQueries.save('default', { name: 'greens', source, expectedItemIds: [nearest, second], limit: 2 });
    });
    // One dimension tells hardly anything apart.
    const refused = await fit('--dimensions', '1', '--apply');
    expect(refused.document).toMatchObject({ error: { code: 'GOLDEN_QUERIES_BROKEN' } });
    expect(JSON.stringify(refused.document)).toContain('greens');
    expect((await byItem()).slice(0, 2).map(({ itemId }) => itemId)).toEqual([nearest, second]);
    const kept = await fit('--dimensions', '38', '--apply');
    expect(kept.document.switched).toBe(true);
    expect(kept.stderr).toContain('1 golden test passed as before');
    expect((await fit('--dimensions', '1', '--apply', '--allow-broken')).document.switched).toBe(true);
    expect((await fit('--back-to', kept.document.layout.before)).document.switched).toBe(true);
  });

  it('says what is wrong: a modality without a model, an unknown layout, too many dimensions for so few items', async () => {
    expect((await fit('--modality', 'price', '--center')).document).toMatchObject({
      error: { code: 'MODALITY_NOT_ENCODED' },
    });
    expect((await fit('--back-to', '0123456789abcdef')).document).toMatchObject({
      error: { code: 'LAYOUT_NOT_FOUND' },
    });
    const { code, stdout, stderr } = await runKindred(folder.path, 'encoders', 'fit', '--dimensions', '100');
    expect(stderr).toContain('ask for 1 to 39');
    expect([code, stdout]).toEqual([1, '']);
  });
});
