import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportDocument } from '../importing/import-document.ts';
import type { SimilarDocument } from '../output/format-similar.ts';
import { openDatabase, type OpenDatabase } from '../composition/open-database.ts';
import { loadConfig } from '../config.ts';
import { runKindred, runKindredJson } from '../testing/run-kindred.ts';
import { writeRows, writeSampleCatalog } from '../testing/sample-catalog.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';

interface Report {
  readonly healthy: boolean;
  readonly checks: readonly { readonly name: string; readonly status: string; readonly detail: string }[];
}

const folder = useTemporaryFolder();
const importJson = (...args: string[]) => runKindredJson<ImportDocument>(folder.path, 'import', ...args);
const similarJson = (...args: string[]) => runKindredJson<SimilarDocument>(folder.path, 'similar', ...args);

describe('a first import, by a command that runs PostgreSQL itself', () => {
  it('embeds every row, and shows progress on standard error only', async () => {
    await writeSampleCatalog(folder.path, 20);
    const { code, document, stderr } = await importJson('products.csv');
    expect(document).toMatchObject({
      catalog: 'default',
      status: 'completed',
      items: { rows: 20, counts: { read: 20, embedded: 20, unchanged: 0, failed: 0 }, blocksEncoded: 40 },
    });
    expect(document.items).toMatchObject({ photoProblems: { count: 0 }, warnings: [], failures: [] });
    expect(stderr).toContain('20 of 20 rows: 20 embedded, 0 unchanged, 0 failed');
    expect(code).toBe(0);
  });
});

/** From here on this process runs PostgreSQL, as a server would, and every command connects to it. */
describe('with PostgreSQL run by another process', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await openDatabase(loadConfig({ KINDRED_DATA_DIR: join(folder.path, '.kindred') }));
  });
  afterAll(() => database.close());

  it('a second import of the same file embeds nothing', async () => {
    const { code, document } = await importJson('products.csv');
    expect(document.items).toMatchObject({
      counts: { read: 20, embedded: 0, unchanged: 20, failed: 0 },
      blocksEncoded: 0,
    });
    expect(code).toBe(0);
  });

  it('keeps photos in the data folder, so that the file may go', async () => {
    const item = (await database.items.findMany('default', ['SKU-001'])).get('SKU-001');
    expect(item?.images).toMatchObject([{ url: expect.stringMatching(/^upload:[0-9a-f]{64}$/) }]);
    expect(item?.images[0]?.contentHash).toBe(item?.images[0]?.url.slice('upload:'.length));
  });

  it('keeps bad rows with their reasons and imports the others', async () => {
    await writeRows(folder.path, 'broken.csv', [
      'NEW-1,Blue teapot,,12.50,EUR,,Kitchen,photos/1.png',
      'NEW-2,,,1,EUR,,Shop,',
      'NEW-3,Lamp,,cheap,EUR,,Shop,',
      'NEW-1,Twice,,1,EUR,,Shop,',
      'NEW-4,No photo there,,1,EUR,,Shop,photos/none.png',
      'NEW-5,Photo is text,,1,EUR,,Shop,broken.csv',
      'SKU-001,short row',
    ]);
    const { code, document } = await importJson('broken.csv', '--failures', 'failed.csv');
    expect(document.items?.counts).toEqual({ read: 7, embedded: 3, unchanged: 0, failed: 4 });
    expect(document.items?.failures.map(({ row, itemId }) => [row, itemId])).toEqual([
      [2, 'NEW-2'],
      [3, 'NEW-3'],
      [4, 'NEW-1'],
      [7, undefined],
    ]);
    expect(document.items?.photoProblems.count).toBe(2);
    const lines = (await readFile(join(folder.path, 'failed.csv'), 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toBe('2,NEW-2,title is missing');
    expect(code).toBe(0);
  });

  it('lists the runs and the rows that failed', async () => {
    const list = await runKindredJson<{ runs: { id: string; counts: { failed: number } }[] }>(
      folder.path,
      'runs',
      'list',
    );
    expect(list.document.runs.map(({ counts }) => counts.failed)).toEqual([4, 0, 0]);
    const id = list.document.runs[0]?.id ?? '';
    const { stdout, code } = await runKindred(folder.path, 'runs', 'failures', id.slice(0, 8));
    expect(stdout).toContain("id 'NEW-1' stands in row 1 already");
    expect(code).toBe(0);
    expect((await runKindred(folder.path, 'runs', 'failures', 'zzz')).code).toBe(1);
  });

  it('records events once', async () => {
    const rows = [
      'u1,SKU-001,view,2026-01-01T00:00:00Z',
      'u1,SKU-002,purchase,2026-01-02T00:00:00Z',
      'u2,SKU-003,nod,x',
    ];
    await writeFile(join(folder.path, 'events.csv'), ['user_id,item_id,type,occurred_at', ...rows, ''].join('\n'));
    const first = await importJson('--interactions', 'events.csv');
    expect(first.document.interactions?.counts).toEqual({ read: 3, recorded: 2, known: 0, failed: 1 });
    const second = await importJson('--interactions', 'events.csv');
    expect(second.document.interactions?.counts).toEqual({ read: 3, recorded: 0, known: 2, failed: 1 });
    expect(await database.interactions.listByUser('default', 'u1', 10)).toHaveLength(2);
  });

  it('finds what looks alike, costs alike and is of one brand, and explains it', async () => {
    const brand = await similarJson('SKU-001', '--weights', 'brand=1', '--limit', '3');
    expect(brand.document.results.map(({ itemId }) => itemId)).toEqual(['SKU-006', 'SKU-011', 'SKU-016']);
    const price = await similarJson('SKU-010', '--weights', 'price=1', '--limit', '2');
    expect(price.document.results.map(({ itemId }) => itemId).sort()).toEqual(['SKU-009', 'SKU-011']);
    const { document } = await similarJson('SKU-004', '--weights', 'image=.7,price=.3', '--explain');
    expect(document.results).toHaveLength(10);
    for (const { score, contributions = [] } of document.results) {
      const sum = contributions.reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toBeCloseTo(score, 6);
    }
  });

  it('prints a table in which filled blocks are marked', async () => {
    const { stdout, code } = await runKindred(
      folder.path,
      'similar',
      'NEW-4',
      '--weights',
      'image=.5,section=.5',
      '--explain',
    );
    expect(stdout).toMatch(/^ *# {2}item +title +score +modality/);
    expect(stdout).toContain("image does not count: The item 'NEW-4' has no image.");
    expect(code).toBe(0);
    const other = await runKindred(
      folder.path,
      'similar',
      'SKU-001',
      '--weights',
      'image=1',
      '--limit',
      '30',
      '--explain',
    );
    expect(other.stdout).toContain('image *');
  });

  it('searches by words and by a photo', async () => {
    const words = await similarJson('--text', 'a green lamp', '--weights', 'text=1', '--limit', '1');
    expect(words.document.results[0]?.title).toContain('green lamp');
    const photo = await similarJson('--photo', 'photos/7.png', '--weights', 'image=1', '--limit', '1');
    expect(photo.document.results[0]).toMatchObject({ itemId: 'SKU-007' });
    expect(photo.document.results[0]?.score).toBeCloseTo(1, 3);
  });

  it.each([
    [['similar', 'SKU-999'], 1, 'ITEM_NOT_FOUND', "has no item 'SKU-999'"],
    [['similar', 'SKU-001', '--catalog', 'none'], 1, 'CATALOG_NOT_FOUND', "no catalog 'none'"],
    [['similar', 'SKU-001', '--profile', 'none'], 1, 'PROFILE_NOT_FOUND', "no fusion profile 'none'"],
    [['similar', 'SKU-001', '--weights', 'imagee=1'], 2, 'INVALID_WEIGHTS', "'imagee' is no modality"],
    [['similar', 'SKU-001', '--weights', 'image=7'], 2, 'INVALID_WEIGHTS', 'from -1 to 1'],
    [['similar', '--photo', 'broken.csv'], 1, 'NOT_AN_IMAGE', 'not a photo'],
    [['similar', '--photo', 'nowhere.png'], 1, 'FILE_NOT_READABLE', 'nowhere.png'],
  ])('kindred %j ends with %d: %s', async (args, exitCode, errorCode, message) => {
    const { code, document, stderr } = await runKindredJson(folder.path, ...args);
    expect(document).toMatchObject({ error: { code: errorCode } });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(exitCode);
  });

  it('uses the published default profile where no weights are given', async () => {
    const { versions } = await database.profiles.saveDraft('default', { name: 'default', weights: { brand: 1 } });
    await database.profiles.publish('default', 'default', versions[0]?.version ?? 1);
    expect((await similarJson('SKU-001')).document.weights).toEqual({ brand: 1 });
  });

  it('the doctor finds everything in order', async () => {
    const { code, document } = await runKindredJson<Report>(folder.path, 'doctor');
    const failing = document.checks.filter(({ status }) => status === 'fail' || status === 'warn');
    expect(failing).toEqual([]);
    expect(document.checks.find(({ name }) => name === 'Vector store')?.detail).toContain('default 23 items');
    expect(code).toBe(0);
  });
});
