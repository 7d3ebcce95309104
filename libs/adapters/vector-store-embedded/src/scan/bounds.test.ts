import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ScanTable } from '../table/scan-table.ts';
import { ExactScorer } from './exact-scorer.ts';
import { quantizeQuery } from './quantized-query.ts';
import { initializeScratch, SCRATCH_TOTAL_BYTES } from './pass-scratch.ts';
import { runPass } from './run-pass.ts';
import { compileScanKernels, instantiateScanKernels } from './scan-kernels.ts';
import { ScanMemory } from './scan-memory.ts';
import { writeBatch } from './write-batch.ts';

const BLOCKS = [
  { modality: 'image', dimension: 37 },
  { modality: 'brand', dimension: 5, repeats: true },
  { modality: 'text', dimension: 80 },
];
const DIMENSION = 122;
const module = compileScanKernels();

/** Blocks of length 1 or 0, some with one large value, some with equal ones. */
const vector = fc
  .tuple(
    fc.constantFrom('even', 'spike', 'zero', 'flat'),
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: DIMENSION, maxLength: DIMENSION }),
  )
  .map(([shape, values]) => {
    const made = Float32Array.from(values, (value, i) =>
      shape === 'zero' ? 0 : shape === 'flat' ? 0.5 : shape === 'spike' && i % 37 === 0 ? 9 : value,
    );
    for (const [begin, end] of [
      [0, 37],
      [37, 42],
      [42, 122],
    ] as const) {
      const block = made.subarray(begin, end);
      const length = Math.hypot(...block);
      if (length > 0) for (let i = 0; i < block.length; i++) block[i]! /= length;
    }
    return made;
  });
const weights = fc
  .array(fc.constantFrom(-1, -0.3, 0, 0.2, 1), { minLength: 3, maxLength: 3 })
  .filter((given) => given.some((weight) => weight !== 0));

it('bounds the exact score of every row from both sides, for one, four and eight queries in a pass', () => {
  const facets = { section: [], available: true, attributes: {}, createdAt: new Date(0) };
  const query = fc.record({ vector, weights });
  fc.assert(
    fc.property(
      fc.array(vector, { minLength: 1, maxLength: 40 }),
      fc.array(query, { minLength: 1, maxLength: 8 }),
      (rows, queries) => {
        const memory = new ScanMemory();
        const kernels = instantiateScanKernels(module, memory.memory);
        const table = new ScanTable(BLOCKS, memory, kernels);
        for (const [row, values] of rows.entries())
          table.upsert({ itemId: `i${String(row)}`, vector: values, imputed: [], facets }, 1);
        const asked = queries.map((given) => ({ ...given, limit: rows.length }));
        const scratch = memory.allocate(SCRATCH_TOTAL_BYTES);
        initializeScratch(memory.memory, scratch);
        const batch = writeBatch({
          columns: table.vectors,
          kernels,
          queries: asked.map((given) => quantizeQuery(table.vectors, given)),
          rowCount: rows.length,
          answering: queries.map(() => rows.length),
          mask: new Uint8Array(rows.length).fill((1 << queries.length) - 1),
        });
        const lanes = runPass({ memory: memory.memory, kernels, scratch }, batch.address);
        for (const [lane, given] of asked.entries()) {
          const scorer = new ExactScorer(table.vectors, given);
          const found = lanes[lane]!;
          expect([...found.rows].sort((left, right) => left - right)).toEqual([...rows.keys()]);
          for (const [index, row] of found.rows.entries()) {
            const score = scorer.score(row);
            expect(found.lower[index]).toBeLessThanOrEqual(score);
            expect(found.upper[index]).toBeGreaterThanOrEqual(score);
            // Useful bounds: a spike in a block costs the most.
            expect(found.upper[index]! - found.lower[index]!).toBeLessThan(0.5);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});
