import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runKindred, runKindredJson } from '../testing/run-kindred.ts';
import { writeRows, writeSampleCatalog } from '../testing/sample-catalog.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';
import { commandDeclarations } from './command-declarations.ts';

const folder = useTemporaryFolder();

it.each([
  [['bogus'], "unknown command 'bogus'"],
  [['similar'], 'Give one of: an item id, --text, --photo or --audio'],
  [['similar', 'a', 'b'], 'too many arguments'],
  [['similar', 'a', '--weights', 'image=x'], "'image=x' in --weights"],
  [['similar', 'a', '--limit', '0'], 'whole number from 1 to 1000'],
  [['similar', 'a', '--weights', 'image=1', '--profile', 'p'], 'not both'],
  [['import'], 'Name a file to import'],
  [['import', 'nothing.csv'], "There is no file 'nothing.csv'"],
  [['import', '.', '--dry-run'], 'is not a file'],
  [['export', 'embeddings'], "'--out <file>'"],
  [['export', 'embeddings', '--out', 'x.csv'], 'neither in .parquet nor in .npy'],
  [['keys', 'create'], "'--role <role>'"],
  [['keys', 'create', '--role', 'king'], 'reader, merchandiser, data, admin'],
  [['worker', '--interval-ms', 'soon'], 'whole number'],
  [['jobs', 'list', '--state', 'lost'], 'dead, waiting, active'],
  [['jobs', 'retry'], 'Give the ids of jobs'],
  [['jobs', 'drop', 'a', '--all'], 'not both'],
])('kindred %j ends with 2 and one line', async (args, line) => {
  const { code, stdout, stderr } = await runKindred(folder.path, ...args);
  expect(stderr).toContain(line);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(/^Error: /);
  expect(stderr).not.toContain('..');
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

it('answers wrong usage in JSON where JSON is asked for', async () => {
  const { code, document } = await runKindredJson(folder.path, 'similar', '--limit', 'many');
  expect(document).toMatchObject({ error: { code: 'USAGE' } });
  expect(code).toBe(2);
});

it('lists every command in the help, which ends with 0', async () => {
  const { code, stdout } = await runKindred(folder.path, '--help');
  for (const { path } of commandDeclarations) expect(stdout).toContain(`  ${path[0]} `);
  expect(code).toBe(0);
});

it.each([
  ['similar', 'SKU-1'],
  ['export', 'embeddings', '--out', 'x.npy'],
  ['keys', 'list'],
  ['keys', 'revoke', 'kdr_x'],
  ['runs', 'list'],
  ['jobs', 'list'],
])('kindred %s %s says that nothing was imported yet, and makes nothing', async (...args) => {
  const before = await readdir(folder.path);
  const { code, document, stderr } = await runKindredJson(folder.path, ...args);
  expect(document).toMatchObject({ error: { code: 'NOTHING_IMPORTED' } });
  expect(stderr).toContain('npm run demo');
  expect(code).toBe(1);
  expect(await readdir(folder.path)).toEqual(before);
});

it('a dry run checks every row, tells which columns mean what, and makes nothing but the failure file', async () => {
  await writeSampleCatalog(folder.path, 3);
  const path = await writeRows(folder.path, 'broken.csv', [
    'A,Mug,,12.50,EUR,,Kitchen,',
    'B,,,1,EUR,,Kitchen,',
    'C,Lamp,,cheap,EUR,,Light,',
    'A,Mug again,,1,EUR,,Kitchen,',
  ]);
  const before = await readdir(folder.path);
  const { code, document } = await runKindredJson<{ items: object }>(
    folder.path,
    'import',
    path,
    '--dry-run',
    '--failures',
    'failed.jsonl',
  );
  expect(document.items).toMatchObject({
    counts: { read: 4, embedded: 1, unchanged: 0, failed: 3 },
    columns: { fields: { title: ['title'] } },
    failures: [{ row: 2 }, { row: 3 }, { row: 4, reason: "id 'A' stands in row 1 already" }],
  });
  expect(code).toBe(0);
  expect(await readdir(folder.path)).toEqual([...before, 'failed.jsonl'].sort());
});

it('a file in which no row is good fails', async () => {
  await writeFile(join(folder.path, 'bad.csv'), 'id,title\n1,\n2,\n');
  const { code, stdout } = await runKindred(folder.path, 'import', 'bad.csv', '--dry-run');
  expect(stdout).toContain('2 rows read = 0 good + 2 failed');
  expect(code).toBe(1);
});
