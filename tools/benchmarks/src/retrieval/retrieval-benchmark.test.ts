import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { measureRetrieval } from './retrieval-benchmark.ts';
import { clusteredSeeds } from './testing/clustered-seeds.ts';

const OPTIONS = { items: 1000, seed: 1, store: 'embedded', graphqlItems: 0 } as const;
const TIMEOUT_MS = 180_000;

it(
  'measures a small store whose answers are right, and again without filling it',
  async () => {
    const cacheDir = await mkdtemp(join(tmpdir(), 'kindred-retrieval-'));
    for (const [run, queries] of [4, 1].entries()) {
      const { metrics, data } = await measureRetrieval({ ...OPTIONS, queries }, clusteredSeeds(), {
        cacheDir,
        reserve: 200,
        durationMs: 60,
      });
      expect(data).toContain('1000 items generated from clustered random vectors');
      expect(metrics).toMatchObject({
        'recallAt10.worst': 1,
        'recallAt10.random': 1,
        'bruteForce.recallAt10.worst': 1,
        'oneCore.recallAt10.worst': 1,
        'filtered.recallAt10.worst': 1,
        'filtered.missingRows': 0,
        'upsert.searchFailures': 0,
      });
      expect(metrics['scoreErrorMax']).toBeLessThan(1e-5);
      expect(metrics['plainAnn.recallAt10.centre']).toBeGreaterThan(0.9);
      expect('fillMs' in metrics).toBe(run === 0);
      for (const [name, value] of Object.entries(metrics)) expect(value, name).toSatisfy(Number.isFinite);
    }
    await rm(cacheDir, { recursive: true });
  },
  TIMEOUT_MS,
);
