import { lengthOf } from '@kindred/vector-math';
import { CollectionNotFoundError, type VectorStore } from '@kindred/vector-store';
import type { RetrievalCollection } from '../data/retrieval-collection.ts';

const POINTS_PER_UPSERT = 1000;

/** Milliseconds that filling took; undefined where the store was full from an earlier run. */
export async function fillStore(store: VectorStore, collection: RetrievalCollection): Promise<number | undefined> {
  const { spec, items } = collection;
  if (await isFilled(store, collection)) return undefined;
  console.error(`Filling the store with ${String(items)} points …`);
  const begin = performance.now();
  await store.dropCollection(spec.name);
  await store.ensureCollection(spec);
  for (let row = 0; row < items; row += POINTS_PER_UPSERT)
    await store.upsert(spec.name, await collection.readPoints(row, Math.min(items, row + POINTS_PER_UPSERT)));
  return performance.now() - begin;
}

/** As many points, and the first and the last as they should be. */
async function isFilled(store: VectorStore, collection: RetrievalCollection): Promise<boolean> {
  const { spec, items } = collection;
  try {
    if ((await store.count(spec.name)) !== items) return false;
    const wanted = [...(await collection.readPoints(0, 1)), ...(await collection.readPoints(items - 1, items))];
    const found = await store.fetch(
      spec.name,
      wanted.map(({ itemId }) => itemId),
    );
    return wanted.every(({ itemId, vector }) => isSame(found.get(itemId)?.vector, vector));
  } catch (error) {
    if (error instanceof CollectionNotFoundError) return false;
    throw error;
  }
}

function isSame(found: Float32Array | undefined, wanted: Float32Array): boolean {
  if (found?.length !== wanted.length) return false;
  return lengthOf(Float32Array.from(wanted, (value, index) => value - found[index]!)) < 1e-4;
}
