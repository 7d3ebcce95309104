import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { measureRetrieval } from './retrieval-benchmark.ts';
import { clusteredSeeds } from './testing/clustered-seeds.ts';

const OPTIONS = { items: 1000, queries: 6, seed: 1 };

it('measures a small store whose answers are right, and the same with the files of the first run', async () => {
  const cacheDir = await mkdtemp(join(tmpdir(), 'kindred-retrieval-'));
  for (const run of ['first', 'second']) {
    const { metrics, data } = await measureRetrieval({ ...OPTIONS, store: 'embedded' }, clusteredSeeds(), {
      cacheDir,
      reserve: 200,
      durationMs: 200,
    });
    expect(data).toContain('1000 items generated from clustered random vectors');
    expect(metrics).toMatchObject({
      'recallAt10.worst': 1,
      'recallAt10.random': 1,
      'bruteForce.recallAt10.worst': 1,
      'filtered.recallAt10.worst': 1,
      'filtered.missingRows': 0,
      'upsert.searchFailures': 0,
    });
    expect(metrics['scoreErrorMax']).toBeLessThan(1e-5);
    expect(metrics['plainAnn.recallAt10.centre']).toBeGreaterThan(0.9);
    expect('fillMs' in metrics).toBe(run === 'first');
    for (const [name, value] of Object.entries(metrics)) expect(value, name).toSatisfy(Number.isFinite);
  }
  await rm(cacheDir, { recursive: true });
});
