import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { VectorStoreMemoryError } from '@kindred/vector-store';
import { ALONE, LargeCollection } from '../testing/large-collection.ts';
import { SketchFitting } from './sketch-fitting.ts';

let large: LargeCollection | undefined;
afterEach(() => large?.close());

const MIX = [0.6, 0, 0.1, 0.3];
/** Work in the background takes a second on a quiet machine. */
const PATIENTLY = { timeout: 30_000, interval: 5 };

async function openLarge(): Promise<LargeCollection> {
  large = new LargeCollection(240, 200);
  await large.fill();
  return large;
}

async function expectExactAnswers(collection: LargeCollection): Promise<void> {
  const queries = Array.from({ length: 4 }, () => collection.query(MIX));
  for (const { found, exact } of await collection.ask(queries)) expect(found.points).toEqual(exact.points);
}

it('sketches rows in the background, and answers are exact before, meanwhile and behind', async () => {
  const collection = await openLarge();
  const sketch = collection.table.vectors.sketch!;
  let meanwhile = 0;
  while (!sketch.isComplete) {
    await expectExactAnswers(collection);
    if (sketch.isFitted) meanwhile++;
  }
  expect(meanwhile).toBeGreaterThan(0);
  await expectExactAnswers(collection);
});

it('sketches rows that come while it is at it, and behind', async () => {
  const collection = await openLarge();
  const sketch = collection.table.vectors.sketch!;
  const { vector } = collection.query(MIX);
  const best = { ...collection.query(MIX), vector, limit: 1 };
  const write = (itemId: string): void => {
    collection.table.upsert({ ...collection.table.findPoint('item-1')!, itemId, vector }, 2);
  };
  for (let i = 0; i < 5; i++) await expectExactAnswers(collection);
  await vi.waitUntil(() => sketch.isFitted, PATIENTLY);
  write('meanwhile');
  await vi.waitUntil(() => sketch.isComplete, PATIENTLY);
  expect((await collection.scan.search(best)).points[0]).toMatchObject({ itemId: 'meanwhile' });
  collection.table.delete(['meanwhile']);
  write('behind');
  expect((await collection.scan.search(best)).points[0]).toMatchObject({ itemId: 'behind' });
});

it('finds directions anew when the table has grown to four times the rows, and waits for passes under way', async () => {
  const collection = await openLarge();
  const { table } = collection;
  const sketch = table.vectors.sketch!;
  const ids = [...table.itemIds()];
  table.delete(ids.slice(5_000));
  let passesEnd: Promise<unknown> = Promise.resolve();
  const fitting = new SketchFitting({ table, ...ALONE, passesEnd: () => passesEnd });
  fitting.beginIfWorthIt();
  await vi.waitUntil(() => sketch.isComplete, PATIENTLY);
  const useDirections = vi.spyOn(sketch, 'useDirections');
  for (let copy = 0; copy < 14_999; copy++)
    table.upsert({ ...table.findPoint(ids[copy % 5_000]!)!, itemId: `copy-${String(copy)}` }, 3);
  const pass = Promise.withResolvers<unknown>();
  passesEnd = pass.promise;
  fitting.beginIfWorthIt();
  await nextTurn();
  expect(sketch.isComplete).toBe(true);
  table.upsert({ ...table.findPoint(ids[0]!)!, itemId: 'one-more' }, 3);
  fitting.beginIfWorthIt();
  await vi.waitUntil(() => !sketch.isComplete, PATIENTLY);
  await nextTurn();
  expect(useDirections).not.toHaveBeenCalled();
  pass.resolve(undefined);
  await vi.waitUntil(() => sketch.isComplete, PATIENTLY);
  expect(useDirections).toHaveBeenCalledOnce();
});

it('leaves small tables, and those that are closed, as they are', async () => {
  const collection = await openLarge();
  const { table } = collection;
  table.delete([...table.itemIds()].slice(4_000));
  await collection.ask(Array.from({ length: 20 }, () => collection.query(MIX)));
  const closed = new SketchFitting({ table, ...ALONE });
  closed.close();
  await closed.fit();
  expect(table.vectors.sketch!.isFitted).toBe(false);
});

it('keeps the sketches there are where no room is left for other directions', async () => {
  const collection = await openLarge();
  const { table } = collection;
  const fitting = new SketchFitting({ table, ...ALONE });
  await fitting.fit();
  const allocate = vi.spyOn(table.vectors.memory, 'allocate').mockImplementation(() => {
    throw new VectorStoreMemoryError(0);
  });
  await expect(fitting.fit()).rejects.toThrow(VectorStoreMemoryError);
  allocate.mockRestore();
  expect(table.vectors.sketch!.isComplete).toBe(true);
  await expectExactAnswers(collection);
});
