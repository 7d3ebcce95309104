import { expect, it } from 'vitest';
import { formatExport } from './format-export.ts';

const document = {
  catalog: 'default',
  layout: 'aa',
  dimension: 1873,
  effectiveWeights: null,
  blocks: [],
  reduction: null,
  items: 12_345,
  files: ['/tmp/v.npy', '/tmp/v.ids.jsonl'],
  elapsedMs: 2345,
};

it('tells files and that nothing was weighted', () => {
  expect(formatExport(document)).toMatchInlineSnapshot(`
    "12,345 items × 1873 dimensions in 2.3 s
      /tmp/v.npy
      /tmp/v.ids.jsonl
    Unweighted."
  `);
});

it('tells what fewer dimensions keep, and of how many items that was measured', () => {
  const reduction = { varianceShare: 0.9, neighbourRecallAt10: 0.8125, learnedOn: 2000, comparedWith: 4000 };
  const reduced = { ...document, dimension: 64, effectiveWeights: { image: 0.75, price: 0.25 }, reduction };
  expect(formatExport(reduced)).toMatchInlineSnapshot(`
    "12,345 items × 64 dimensions in 2.3 s
      /tmp/v.npy
      /tmp/v.ids.jsonl
    Scaled by the roots of the effective weights: image 0.750, price 0.250.
    Kept: 90.0 % of the variance, 81.3 % of the ten nearest neighbours (learned on 2,000 items, compared among 4,000)."
  `);
});
