import { mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fillMarks, writeRetrievalPage } from './write-page.ts';

const BLOCKS = ['requirements', 'recall', 'latency', 'filters', 'operations', 'data', 'provenance'];
const report = (items: number, metrics: Record<string, number>) =>
  JSON.stringify({ name: 'retrieval', commit: 'c', machine: 'm', data: 'd', seed: 1, metrics: { items, ...metrics } });

async function temporaryPage(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'kindred-page-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const folder = join(root, 'page');
  await mkdir(folder);
  return folder;
}

it('fills tables and plots from reports, keeps the words, and gives the same when run again', async () => {
  const folder = await temporaryPage();
  const measured = {
    'recallAt10.worst': 1,
    'vector.corners.image.recallAt10': 1,
    'vector.corners.image.plainAnnRecallAt10': 0.5,
    'oneCore.p50Ms': 2,
    'plainAnn.p50Ms': 3,
    throughput8Over1: 2,
  };
  await writeFile(join(folder, 'embedded-100000.json'), report(100_000, measured));
  await writeFile(join(folder, 'embedded-300000.json'), report(300_000, { ...measured, 'oneCore.p50Ms': 5 }));
  const words = 'Words of a person.';
  const marks = BLOCKS.map((name) => `<!-- begin ${name} -->\nwhat stood here\n<!-- end ${name} -->`).join('\n\n');
  await writeFile(`${folder}.md`, `${words}\n\n${marks}\n`);
  await writeRetrievalPage(folder);
  const page = await readFile(`${folder}.md`, 'utf8');
  expect(page).toContain(words);
  expect(page).not.toContain('what stood here');
  expect(page).toContain('| embedded, 100k, worst weight vector: recall@10 | ≥ 0.999 | 1.0000 | yes |');
  expect(page).toContain('| embedded, 8 clients / 1 client, other weights with every query | ≥ 2.5 | 2.00 | **no** |');
  expect(page).toContain('| Qdrant, p50 / plain ANN | ≤ 3 | – | not measured |');
  // 5 ms / 300k against 2 ms / 100k.
  expect(page).toContain('| embedded, time per item at 300k / at 100k, one core | ≤ 1 | 0.83 | yes |');
  const plot = await readFile(join(folder, 'recall-embedded-100000.svg'), 'utf8');
  expect(plot.match(/<circle/g)).toHaveLength(2);
  await writeRetrievalPage(folder);
  expect(await readFile(`${folder}.md`, 'utf8')).toBe(page);
});

it('draws no plot of recall where no plain index was asked, and the table says so', async () => {
  const folder = await temporaryPage();
  const measured = { 'recallAt10.worst': 1, 'vector.corners.image.recallAt10': 1, 'oneCore.p50Ms': 2 };
  await writeFile(join(folder, 'embedded-300000.json'), report(300_000, measured));
  const marks = BLOCKS.map((name) => `<!-- begin ${name} -->\n<!-- end ${name} -->`).join('\n');
  await writeFile(`${folder}.md`, marks);
  const written = await writeRetrievalPage(folder);
  expect(written.filter((path) => path.includes('recall-'))).toEqual([]);
  expect(await readFile(`${folder}.md`, 'utf8')).toContain('| worst | 1.0000 | – |');
});

it('says what is missing', async () => {
  await expect(writeRetrievalPage(await temporaryPage())).rejects.toThrow(/There is no report in '.*page'/);
  expect(() => fillMarks('no marks', { recall: 'x' })).toThrow(/no marks '<!-- begin recall -->'/);
});
