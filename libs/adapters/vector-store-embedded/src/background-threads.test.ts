import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { EmbeddedVectorStore } from './embedded-vector-store.ts';

it.skipIf(process.platform !== 'linux')(
  'writes run on threads of lower priority, searches do not (Linux only)',
  async () => {
    const before = getPriority(process.pid);
    const path = await mkdtemp(join(tmpdir(), 'kindred-threads-'));
    onTestFinished(() => rm(path, { recursive: true, force: true }));
    const store = await EmbeddedVectorStore.open({ path });
    onTestFinished(() => store.close());
    await store.ensureCollection({ name: 'shop', blocks: [{ modality: 'image', dimension: 2 }] });
    const facets = { section: [], available: true, attributes: {}, createdAt: new Date(0) };
    await store.upsert('shop', [{ itemId: 'a', vector: Float32Array.of(1, 0), imputed: [], facets }]);
    const ids = await readdir('/proc/self/task');
    const threads = await Promise.all(
      ids.map(async (id) => ({
        name: (await readFile(`/proc/self/task/${id}/comm`, 'utf8')).trim(),
        niceness: getPriority(Number(id)),
      })),
    );
    const ofLance = threads.filter(({ name }) => name === 'tokio-rt-worker');
    expect(ofLance.length).toBeGreaterThan(0);
    for (const { niceness } of ofLance) expect(niceness).toBeGreaterThanOrEqual(10);
    expect(getPriority(process.pid)).toBe(before);
  },
);
