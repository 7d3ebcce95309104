import { seededRandom } from '@kindred/vector-store/testing';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ScanTable } from '../table/scan-table.ts';
import { SketchFitting } from '../table/sketch-fitting.ts';
import { ALONE } from '../testing/large-collection.ts';
import { ExactScorer } from './exact-scorer.ts';
import { initializeScratch, PassScratch, SCRATCH_TOTAL_BYTES } from './pass-scratch.ts';
import { quantizeQuery } from './quantized-query.ts';
import { runPass } from './run-pass.ts';
import { compileScanKernels, instantiateScanKernels } from './scan-kernels.ts';
import { ScanMemory } from './scan-memory.ts';
import { BATCH_SKETCH, SCRATCH_UPPERS } from './scan-structs.ts';
import { writeBatch } from './write-batch.ts';

const BLOCKS = [
  { modality: 'image', dimension: 200 },
  { modality: 'brand', dimension: 5, repeats: true },
  { modality: 'text', dimension: 170 },
  { modality: 'price', dimension: 7 },
];
const DIMENSIONS = BLOCKS.map(({ dimension }) => dimension);
const DIMENSION = DIMENSIONS.reduce((sum, dimension) => sum + dimension);
const facets = { section: [], available: true, attributes: {}, createdAt: new Date(0) };
const module = compileScanKernels();

type Query = { readonly vector: Float32Array; readonly weights: readonly number[] };

/** What a vector's first block is. */
type First = 'unit' | 'zero' | 'tiny';

/** Numbers fall off by `decay` within a block, so that few directions tell much; blocks of length 1, but perhaps for the first. */
function makeVector(seed: number, decay: number, first: First): Float32Array {
  const random = seededRandom(seed);
  const vector = new Float32Array(DIMENSION);
  let begin = 0;
  for (const [index, dimension] of DIMENSIONS.entries()) {
    const block = vector.subarray(begin, begin + dimension);
    block.forEach((_, i) => (block[i] = (2 * random() - 1) * decay ** i));
    const length = Math.hypot(...block);
    block.forEach((value, i) => (block[i] = value / length));
    if (index === 0 && first !== 'unit') block.fill(0);
    if (index === 0 && first === 'tiny') block[0] = 1e-38;
    begin += dimension;
  }
  return vector;
}

async function openTable(rows: readonly Float32Array[]) {
  const memory = new ScanMemory();
  const kernels = instantiateScanKernels(module, memory.memory);
  const table = new ScanTable(BLOCKS, memory, kernels);
  const write = (row: number, vector: Float32Array): void =>
    table.upsert({ itemId: `i${String(row)}`, vector, imputed: [], facets }, 1);
  rows.forEach((vector, row) => write(row, vector));
  await new SketchFitting({ table, ...ALONE }).fit();
  const scratch = memory.allocate(SCRATCH_TOTAL_BYTES);
  initializeScratch(memory.memory, scratch);
  const batchOf = (queries: readonly Query[], limit: number) =>
    writeBatch({
      columns: table.vectors,
      kernels,
      queries: queries.map((query) => quantizeQuery(table.vectors, { ...query, limit })),
      rowCount: table.rowCount,
      answering: queries.map(() => table.rowCount),
      mask: new Uint8Array(table.rowCount).fill((1 << queries.length) - 1),
    });
  return { memory, kernels, table, write, scratch, batchOf };
}

const vector = fc
  .tuple(fc.nat(), fc.constantFrom(0.9, 0.98, 1), fc.constantFrom<First>('unit', 'zero', 'tiny'))
  .map(([seed, decay, first]) => makeVector(seed, decay, first));
const weights = fc.array(fc.constantFrom(-1, -0.3, 0.2, 1), { minLength: 4, maxLength: 4 });

it('bounds the exact score of every row from above by its sketch, for one, four and eight queries in a pass', async () => {
  const property = fc.asyncProperty(
    fc.array(vector, { minLength: 1, maxLength: 40 }),
    fc.array(vector, { maxLength: 10 }),
    // Numbers stand for queries that are alike to a row: what a sketch leaves out of both is the same then, and bounds are tight.
    fc.array(fc.record({ vector: fc.oneof(vector, fc.nat(49)), weights }), { minLength: 1, maxLength: 8 }),
    async (rows, later, asked) => {
      const { memory, kernels, table, write, scratch, batchOf } = await openTable(rows);
      // Directions were found without them.
      later.forEach((values, index) => write(rows.length + index, values));
      const written = [...rows, ...later];
      const queries = asked.map(({ vector: given, ...rest }) => ({
        vector: typeof given === 'number' ? written[given % written.length]! : given,
        ...rest,
      }));
      const batch = batchOf(queries, 10);
      const pass = new PassScratch(memory.memory, scratch, batch.address);
      expect(memory.words[(batch.address + BATCH_SKETCH) / 4]).toBeGreaterThan(0);
      pass.beginRound();
      pass.enter(0, 0);
      kernels.sketch(batch.address, scratch);
      for (const [lane, query] of queries.entries()) {
        const scorer = new ExactScorer(table.vectors, query);
        for (let row = 0; row < table.rowCount; row++) {
          const upper = memory.floats[(scratch + SCRATCH_UPPERS) / 4 + row * pass.lanes + lane]!;
          expect(upper).toBeGreaterThanOrEqual(scorer.score(row));
        }
      }
    },
  );
  await fc.assert(property, { numRuns: 25 });
});

it('finds rows with a block that is all but nothing, and others beside them', async () => {
  const query = { vector: makeVector(-1, 0.97, 'unit'), weights: [0.3, 0, 1, 0.1] };
  const rows = Array.from({ length: 8_193 }, (_, row) => makeVector(row, 0.97, 'unit'));
  // Alike but for that block; and one of nothing else, alone in the last group of an extent.
  rows[77] = query.vector.slice().fill(0, 0, DIMENSIONS[0]);
  rows[77]![0] = 1e-38;
  rows.at(-1)!.fill(0).fill(1e-38, 0, 1);
  const { memory, kernels, table, scratch, batchOf } = await openTable(rows);
  const [found] = runPass({ memory: memory.memory, kernels, scratch }, batchOf([query], 10).address);
  const scorer = new ExactScorer(table.vectors, query);
  const scores = rows.map((_, row) => scorer.score(row));
  const best = [...scores.keys()].sort((left, right) => scores[right]! - scores[left]!).slice(0, 10);
  expect(best[0]).toBe(77);
  expect([...found!.rows]).toEqual(expect.arrayContaining(best));
  expect(found!.upper.every((bound) => Number.isFinite(bound))).toBe(true);
});

describe('A pass in many rounds', () => {
  const alike = Array.from({ length: 21_000 }, (_, row) =>
    makeVector(row, 0.97, row % 50 === 0 ? 'zero' : row % 50 === 1 ? 'tiny' : 'unit'),
  );
  /** No direction tells more than others, so sketches tell little, and all blocks are read. */
  const shapeless = Array.from({ length: 9_000 }, (_, row) => makeVector(row, 1, 'unit'));
  const opened = new Map<readonly Float32Array[], Awaited<ReturnType<typeof openTable>>>();
  beforeAll(async () => {
    for (const rows of [alike, shapeless]) opened.set(rows, await openTable(rows));
  });

  it.each(
    [1, 4, 8].flatMap((count) => [
      { data: 'rows alike', rows: alike, mix: [1, 0.3, 0.5, 0.2], count },
      { data: 'rows alike', rows: alike, mix: [-1, 0.1, -0.6, 0], count },
      { data: 'shapeless rows', rows: shapeless, mix: [1, 0.1, -0.6, 0.2], count },
    ]),
  )('finds each of the best rows once, among $data, $count queries with weights $mix', ({ rows, mix, count }) => {
    const { memory, kernels, table, scratch, batchOf } = opened.get(rows)!;
    const queries = Array.from({ length: count }, (_, index) => ({
      vector: makeVector(-1 - index, rows === alike ? 0.97 : 1, 'unit'),
      weights: mix.map((weight) => weight * (1 + 0.01 * index)),
    }));
    for (const roundRows of [undefined, 4_096, 12_288]) {
      const batch = batchOf(queries, 25);
      const lanes = runPass({ memory: memory.memory, kernels, scratch }, batch.address, roundRows);
      batch.release();
      for (const [lane, query] of queries.entries()) {
        const scorer = new ExactScorer(table.vectors, query);
        const scores = rows.map((_, row) => scorer.score(row));
        const best = [...scores.keys()].sort((left, right) => scores[right]! - scores[left]!).slice(0, 25);
        const found = [...lanes[lane]!.rows];
        expect(found).toEqual(expect.arrayContaining(best));
        expect(new Set(found).size).toBe(found.length);
        // Bounds that tell nothing would bring them all.
        expect(found.length).toBeLessThan(1_000);
      }
    }
  });
});
