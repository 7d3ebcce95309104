import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { ImageEvaluationDocument } from '../evaluating/image-evaluation-document.ts';
import { runKindred, runKindredJson } from '../testing/run-kindred.ts';
import { writeSampleCatalog } from '../testing/sample-catalog.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';

const folder = useTemporaryFolder();

/** The sample catalogue's photos are in four colours by turns: the classes. */
const COLOURS = ['red', 'green', 'blue', 'yellow'];
const rowsOf = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => `photos/${String(from + at)}.png,${COLOURS[(from + at) % 4] ?? ''}`);
const list = (name: string, rows: readonly string[], header = 'file,label') =>
  writeFile(join(folder.path, name), [header, ...rows, ''].join('\n'));

beforeAll(async () => {
  await writeSampleCatalog(folder.path, 36);
  await list('train.csv', rowsOf(1, 25));
  await list('test.csv', rowsOf(25, 37));
}, 60_000);

const evaluate = (...args: string[]) =>
  runKindredJson<ImageEvaluationDocument>(folder.path, 'evaluate', 'images', ...args);

it('judges the encoder and the baselines, and encodes no photo twice', async () => {
  const args = ['--train', 'train.csv', '--test', 'test.csv', '--draws', '3', '--seed', '5'];
  const first = await evaluate(...args);
  expect(first.code).toBe(0);
  const { document } = first;
  expect(document).toMatchObject({ name: 'evaluate-images', seed: 5, unreadable: [] });
  expect(document.encoder).toContain('bundled:efficientnet-lite2');
  const { metrics } = document;
  expect(metrics).toMatchObject({
    trainPhotos: 24,
    testPhotos: 12,
    classes: 4,
    unreadable: 0,
    unknownLabels: 0,
    inBoth: 0,
  });
  // The classes are colours, so the histogram must know them.
  expect(metrics).toMatchObject({ 'colorHistogram.knn1': 1, 'colorHistogram.probeFull': 1 });
  expect(metrics['encoder.knn1']).toBeGreaterThan(metrics['random.knn1'] ?? 1);
  expect(metrics['encoder.probe5Error']).toBeGreaterThanOrEqual(0);
  expect(metrics['photosPerS']).toBeGreaterThan(0);
  // The second time no photo is encoded, so there is no speed to tell.
  const again = (await evaluate(...args)).document.metrics;
  expect(again).not.toHaveProperty('photosPerS');
  expect({ ...again, photosPerS: metrics['photosPerS'] }).toEqual(metrics);
});

it('names what it could not read, counts it nowhere, and goes on', async () => {
  await writeFile(join(folder.path, 'page.jpg'), '<html>404</html>');
  await list('rough.csv', [
    ...rowsOf(25, 37),
    'gone.png,red',
    'page.jpg,red',
    ',red',
    'photos/1.png,',
    'photos/2.png,pink',
  ]);
  const { code, document } = await evaluate('--train', 'train.csv', '--test', 'rough.csv');
  expect(code).toBe(0);
  expect(document.metrics).toMatchObject({ testPhotos: 13, unreadable: 4, unknownLabels: 1, inBoth: 1 });
  const reasons = document.unreadable.map(({ file, reason }) => `${file}: ${reason}`).join('\n');
  expect(reasons).toMatch(/rough\.csv, row 15: it names no photo/);
  expect(reasons).toMatch(/photos\/1\.png: it has no label/);
  expect(reasons).toMatch(/gone\.png: .*there is no such file/);
  expect(reasons).toMatch(/page\.jpg: .*an HTML page/);
  const { stdout } = await runKindred(folder.path, 'evaluate', 'images', '--train', 'train.csv', '--test', 'rough.csv');
  expect(stdout).toContain('4 photos could not be read and count nowhere:');
  expect(stdout).toContain('1 test photo is among the training photos');
});

it('reads other columns, and paths below another folder', async () => {
  await mkdir(join(folder.path, 'lists'));
  const rows = (from: number, to: number) => rowsOf(from, to).map((row) => row.split(',').reverse().join(';'));
  await list('lists/a.csv', rows(1, 9), 'kind;path');
  await list('lists/b.csv', rows(9, 13), 'kind;path');
  const columns = ['--file-column', 'path', '--label-column', 'kind'];
  const { document } = await evaluate('--train', 'lists/a.csv', '--test', 'lists/b.csv', '--folder', '.', ...columns);
  expect(document.metrics).toMatchObject({ trainPhotos: 8, testPhotos: 4, classes: 4, unreadable: 0 });
});

it.each([
  [['--train', 'train.csv'], 2, "'--test <csv>'"],
  [['--train', 'none.csv', '--test', 'test.csv'], 2, "There is no file 'none.csv'"],
  [
    ['--train', 'train.csv', '--test', 'test.csv', '--label-column', 'kind'],
    2,
    "has no column 'kind', only 'file', 'label'",
  ],
  [['--train', 'train.csv', '--test', 'test.csv', '--encoder', 'hf:x'], 2, "Encoder 'hf:x' must name the model"],
  [
    ['--train', 'train.csv', '--test', 'test.csv', '--encoder', 'bundled:all-MiniLM-L6-v2'],
    2,
    "'bundled:all-MiniLM-L6-v2' embeds no photos",
  ],
  [['--train', 'one.csv', '--test', 'test.csv'], 1, "only the label 'red'"],
  [['--train', 'train.csv', '--test', 'absent.csv'], 1, 'None of the test photos could be read'],
  [
    ['--train', 'train.csv', '--test', 'test.csv', '--folder', 'photos'],
    1,
    'None of the training photos could be read',
  ],
])('kindred evaluate images %j ends with %i and one line', async (args, expected, line) => {
  await list('one.csv', ['photos/4.png,red', 'photos/8.png,red']);
  await list('absent.csv', ['gone.png,red']);
  const { code, stdout, stderr } = await runKindred(folder.path, 'evaluate', 'images', ...args);
  expect(stderr).toContain(line);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stdout).toBe('');
  expect(code).toBe(expected);
});

it('makes no database', async () => {
  expect((await readdir(join(folder.path, '.kindred'))).sort()).toEqual(['cache', 'uploads']);
});
