import { expect, it } from 'vitest';
import { choosePlan } from './choose-plan.ts';
import type { PlanSample } from './plan-sample.ts';
import type { CollectionInfo } from './stored-collection.ts';

const SPEC = {
  name: 'shop',
  blocks: [
    { modality: 'image', dimension: 1000 },
    { modality: 'brand', dimension: 64, repeats: true },
  ],
};

function info(more: Partial<CollectionInfo>): CollectionInfo {
  return {
    spec: SPEC,
    layout: 'scanned',
    points: 100_000,
    shards: 1,
    segments: 2,
    settled: true,
    quantized: true,
    sizedFor: 100_000,
    sample: undefined,
    ...more,
  };
}

const sample: PlanSample = {
  points: 2_000_000,
  plan: 'quantized-scan',
  recall: 1,
  oversampling: 60,
  prefetchLimit: 1000,
};
const auto = { plan: 'auto', scanLimit: 1_000_000 } as const;

it.each([
  ['a small collection is compared in full', info({ points: 3000 }), auto, 'exact-scan'],
  ['a large one by its codes', info({}), auto, 'quantized-scan'],
  ['without codes in full', info({ quantized: false }), auto, 'exact-scan'],
  ['beyond the limit by its indexes', info({ layout: 'indexed', points: 2e6 }), auto, 'prefetch-union'],
  ['the limit is per shard', info({ layout: 'indexed', points: 2e6, shards: 2 }), auto, 'quantized-scan'],
  ['without indexes by its codes, whatever its size', info({ points: 2e6 }), auto, 'quantized-scan'],
  ['a sample decides', info({ layout: 'indexed', points: 2e6, sample }), auto, 'quantized-scan'],
  [
    'the setting goes before size',
    info({ layout: 'indexed', points: 4000 }),
    { ...auto, plan: 'union' as const },
    'prefetch-union',
  ],
  ['the setting goes before the sample', info({ sample }), { ...auto, plan: 'exact' as const }, 'exact-scan'],
  ['a union without indexes is a scan', info({}), { ...auto, plan: 'union' as const }, 'quantized-scan'],
])('%s', (_rule, collection, settings, expected) => {
  expect(choosePlan(collection, settings, [1, 0]).name).toBe(expected);
});

it('takes the numbers that were sampled', () => {
  expect(choosePlan(info({ sample }), auto, [1, 0])).toMatchObject({ oversampling: 60, prefetchLimit: 1000 });
  expect(choosePlan(info({}), auto, [1, 0])).toMatchObject({ oversampling: 20, prefetchLimit: 500 });
});

it.each([
  [[0.05, 0.95], 'exact-scan', 100],
  [[0, -1], 'exact-scan', 100],
  [[0.15, 0.85], 'quantized-scan', 100],
  [[0.5, 0.5], 'quantized-scan', 20],
  [[-0.5, 0.5], 'quantized-scan', 20],
])('weights %j: %s, oversampling %d, since many items share a brand', (weights, expected, oversampling) => {
  expect(choosePlan(info({}), auto, weights)).toMatchObject({ name: expected, oversampling });
  expect(choosePlan(info({}), { ...auto, plan: 'scan' }, weights)).toMatchObject({
    name: 'quantized-scan',
    oversampling,
  });
});
