import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { countMatching, exactScan } from './exact-scan.ts';
import { randomPoints, randomVector, seededRandom } from './testing/index.ts';
import type { VectorPoint } from './vector-store.ts';
import { VectorTable } from './vector-table.ts';

const BLOCKS = [
  { modality: 'image', dimension: 1500 },
  { modality: 'text', dimension: 499 },
];
const COUNT = 6_000;

/** 6,000 rows of 1,999 numbers, each number of row i being `sign`: 12 million multiplications, so the scan takes several turns. */
function filledTable(sign: number): { table: VectorTable; points: VectorPoint[] } {
  const points = randomPoints(COUNT, 1, { name: 'big', blocks: [{ modality: 'image', dimension: 1 }] }).map(
    (point) => ({
      ...point,
      vector: new Float32Array(1999).fill(sign),
    }),
  );
  const table = new VectorTable({ blocks: BLOCKS });
  table.upsert(points);
  return { table, points };
}

const query = { vector: new Float32Array(1999).fill(1 / 1999), weights: [1, 1], limit: 10_000 };

describe('a scan that takes several turns of the event loop', () => {
  it('sees the table as it was when it began', async () => {
    const { table, points } = filledTable(1);
    const scan = exactScan(table, query);
    let rounds = 0;
    let done = false;
    const writes = (async () => {
      while (!done) {
        table.upsert(points.slice(0, 100).map((point) => ({ ...point, vector: new Float32Array(1999).fill(-1) })));
        table.delete(['item-200', 'item-5999']);
        table.upsert([{ ...points[0]!, itemId: `new-${String(rounds++)}` }]);
        await nextTurn();
      }
    })();
    const { points: hits } = await scan;
    done = true;
    await writes;
    expect(rounds).toBeGreaterThan(2);
    expect(hits.map((hit) => hit.itemId).sort()).toEqual(points.map((point) => point.itemId).sort());
    for (const hit of hits) expect(hit.score).toBeCloseTo(1, 5);
    const { points: after } = await exactScan(table, { ...query, limit: 10_000 });
    expect(after).toHaveLength(COUNT - 2 + rounds);
    expect(after.filter((hit) => hit.score < 0)).toHaveLength(100);
  });

  it('gives other work its turn, in the filter too', async () => {
    const { table } = filledTable(1);
    let turns = 0;
    let done = false;
    const others = (async () => {
      for (; !done; turns++) await nextTurn();
    })();
    await exactScan(table, { ...query, limit: 10 });
    const scanTurns = turns;
    expect(await countMatching(table, { kind: 'available', available: true })).toBe(COUNT);
    done = true;
    await others;
    expect(scanTurns).toBeGreaterThanOrEqual(2);
    expect(turns).toBeGreaterThan(scanTurns);
  });

  it('uses rows again after the readers have gone, so that rewriting does not grow the table', async () => {
    const { table, points } = filledTable(1);
    const before = table.vectorBytes;
    for (let round = 0; round < 5; round++) {
      const scan = exactScan(table, { ...query, limit: 1 });
      table.upsert(points.slice(0, 1_000));
      await scan;
    }
    expect(table.vectorBytes).toBeLessThan(before * 1.3);
    expect(table.size).toBe(COUNT);
  });
});

it('adds in float64: no error of float32 sums shows in a long block', async () => {
  const blocks = [{ modality: 'image', dimension: 4_097 }];
  const random = seededRandom(7);
  const spec = { name: 'long', blocks };
  const points = randomPoints(50, 8, spec);
  const table = new VectorTable(spec);
  table.upsert(points);
  const vector = randomVector(random, spec);
  for (const hit of (await exactScan(table, { vector, weights: [-0.7], limit: 50 })).points) {
    const row = points.find((point) => point.itemId === hit.itemId)!.vector;
    const exact = row.reduce((sum, value, index) => sum + value * vector[index]!, 0);
    expect(hit.similarities[0]).toBeCloseTo(exact, 12);
    expect(hit.score).toBe(-0.7 * hit.similarities[0]!);
  }
});
