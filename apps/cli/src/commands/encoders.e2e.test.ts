import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeColourPair } from '@kindred/embedding-model-onnx/testing';
import { expect, it, onTestFinished } from 'vitest';
import type { SpeedRun } from '../encoders/measure-speed.ts';
import type { CheckedModel } from '../output/format-encoder.ts';
import { runKindred, runKindredJson } from '../testing/run-kindred.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';

const folder = useTemporaryFolder();
const TEXT = 'bundled:all-MiniLM-L6-v2';
const IMAGE = 'bundled:efficientnet-lite2';

interface Checked {
  readonly passed: boolean;
  readonly models: readonly CheckedModel[];
}

/** An embeddings server that answers every input with the same vector. */
async function startServer(): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      const { input } = JSON.parse(body) as { input: unknown[] };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: input.map((_, index) => ({ index, embedding: [3, 4] })) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}?model=constant`;
}

it('list tells what ships, what is configured, and the devices', async () => {
  const { code, document } = await runKindredJson<Record<string, unknown>>(folder.path, 'encoders', 'list');
  expect(document).toMatchObject({
    bundled: [TEXT, IMAGE],
    configured: { text: TEXT, image: IMAGE, textTower: 'on-demand', device: 'cpu', onMissingDevice: 'fail' },
  });
  expect(document['devices']).toContainEqual({ device: 'cpu', known: true });
  expect(code).toBe(0);
  const { stdout } = await runKindred(folder.path, 'encoders', 'list');
  expect(stdout).toMatch(/^device {2}here$/m);
  expect(stdout).toContain('DINOv2');
});

it('describe tells what vectors depend on, the licence and the device', async () => {
  const { document } = await runKindredJson<unknown>(folder.path, 'encoders', 'describe', IMAGE);
  expect(document).toMatchObject({
    url: IMAGE,
    models: [
      {
        modality: 'image',
        device: 'cpu',
        licence: 'Apache-2.0',
        spec: { modelId: IMAGE, dtype: 'q8', dimension: 1280, pooling: 'none', input: { width: 260, height: 260 } },
      },
    ],
  });
  const { stdout } = await runKindred(folder.path, 'encoders', 'describe', TEXT);
  expect(stdout).toMatch(/^input {6}up to 256 tokens; queries begin with "", documents with ""$/m);
});

it.each([
  [TEXT, 9],
  [IMAGE, 7],
])('check passes %s, goldens included', async (url, lines) => {
  const { code, document } = await runKindredJson<Checked>(folder.path, 'encoders', 'check', url);
  expect(document.models[0]?.checks.filter(({ passed }) => !passed)).toEqual([]);
  expect(document.models[0]?.checks).toHaveLength(lines);
  expect(document.passed).toBe(true);
  expect(code).toBe(0);
});

it('describe and check tell of the text tower of a pair', async () => {
  const pair = await writeColourPair();
  onTestFinished(() => pair.remove());
  const url = `onnx:${pair.manifestPath}`;
  const described = await runKindred(folder.path, 'encoders', 'describe', url);
  expect(described.stdout).toMatch(/^space {6}onnx:colours@[0-9a-f]{16}: texts and photos can be compared$/m);
  expect(described.stdout).toMatch(/^text tower onnx:colours: words search photos$/m);
  expect((await runKindred(folder.path, 'encoders', 'describe', IMAGE)).stdout).toMatch(/^text tower none$/m);
  const { code, document } = await runKindredJson<Checked>(folder.path, 'encoders', 'check', url);
  expect(document.models.map(({ modality, checks }) => [modality, checks.filter(({ passed }) => !passed)])).toEqual([
    ['text', []],
    ['image', []],
    ['words among photos', []],
  ]);
  expect(code).toBe(0);
});

it('check ends with 1 for an encoder that breaks the contract, and says in which line', async () => {
  const { code, stdout } = await runKindred(folder.path, 'encoders', 'check', await startServer());
  expect(stdout).toMatch(/^fail {2}tells inputs apart: cosine 1\.0000 of two unlike inputs$/m);
  expect(stdout).toMatch(/^ok {4}alone as in a batch: /m);
  expect(code).toBe(1);
});

it('bench measures every setting and names the fastest', async () => {
  const args = ['encoders', 'bench', TEXT, '--batch', '1,4', '--threads', '1,2', '--items', '8'];
  const { code, document } = await runKindredJson<{ runs: SpeedRun[]; best: SpeedRun[]; metrics: object }>(
    folder.path,
    ...args,
  );
  expect(document.runs.map(({ threads, batchSize }) => [threads, batchSize])).toEqual([
    [1, 1],
    [1, 4],
    [2, 1],
    [2, 4],
  ]);
  const highest = Math.max(...document.runs.map(({ itemsPerS }) => itemsPerS));
  expect(document.best.map(({ itemsPerS }) => itemsPerS)).toEqual([highest]);
  expect(document.metrics).toEqual({ 'text.itemsPerS': highest });
  expect(code).toBe(0);
});

it('bench --save keeps the best for this machine, which opening uses and describe tells', async () => {
  const args = [
    'encoders',
    'bench',
    TEXT,
    '--batch',
    '3',
    '--threads',
    '1',
    '--sessions',
    '2',
    '--items',
    '6',
    '--save',
  ];
  const { code, document } = await runKindredJson<{ saved: string; best: SpeedRun[] }>(folder.path, ...args);
  expect(code).toBe(0);
  expect(document.best).toMatchObject([{ threads: 1, sessions: 2, batchSize: 3 }]);
  expect(document.saved).toBe(join(folder.path, '.kindred', 'encoder-tuning.json'));
  const described = await runKindredJson(folder.path, 'encoders', 'describe', TEXT);
  expect(described.document).toMatchObject({
    models: [{ run: { threads: { value: 1, source: 'bench' }, sessions: { value: 2 }, batchSize: { value: 3 } } }],
  });
  const { stdout } = await runKindred(folder.path, 'encoders', 'describe', TEXT);
  expect(stdout).toMatch(/^batch {6}3, found by bench on \d{4}-\d\d-\d\d$/m);
  const other = await runKindred(folder.path, 'encoders', 'describe', IMAGE);
  expect(other.stdout).toMatch(/^sessions {3}1, the default$/m);
  await writeFile(document.saved, '{"version": 1, "tunings": [{}]}');
  const damaged = await runKindred(folder.path, 'encoders', 'list');
  expect(damaged.stderr).toMatch(/encoder-tuning\.json' is damaged\. Delete it/);
  expect([damaged.code, damaged.stderr.trim().split('\n').length]).toEqual([1, 1]);
  await rm(join(folder.path, '.kindred'), { recursive: true });
});

it.each([
  [['describe', 'clip'], 2, "Encoder 'clip' must be one of"],
  [['check', 'bundled:clip'], 1, "'bundled:clip' is not bundled"],
  [['check', 'onnx:none.json'], 1, 'none.json'],
  [['bench', TEXT, '--batch', '0'], 2, 'whole number from 1 to 1024'],
])('kindred encoders %j ends with %i and one line', async (args, expected, line) => {
  const { code, stdout, stderr } = await runKindred(folder.path, 'encoders', ...args);
  expect(stderr).toContain(line);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stdout).toBe('');
  expect(code).toBe(expected);
});

it('leaves the folder as it was', async () => {
  expect(await readdir(folder.path)).toEqual([]);
});
