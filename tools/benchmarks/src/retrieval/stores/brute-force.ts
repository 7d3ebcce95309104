import { InMemoryVectorStore, type VectorQuery } from '@kindred/vector-store';
import type { RetrievalCollection } from '../data/retrieval-collection.ts';

/** Compares the query with every float32 vector in full, on one core: the least that an exact answer costs without an idea. */
export interface BruteForce {
  readonly description: string;
  /** Item ids, best first. */
  search(query: VectorQuery): Promise<string[]>;
  close(): Promise<void>;
}

const POINTS_PER_UPSERT = 1000;

/** In plain JavaScript, as the in-memory store does it; several times slower than WebAssembly with SIMD. */
export async function openScriptBruteForce(collection: RetrievalCollection): Promise<BruteForce> {
  const { spec, items } = collection;
  const store = new InMemoryVectorStore();
  await store.ensureCollection(spec);
  for (let row = 0; row < items; row += POINTS_PER_UPSERT)
    await store.upsert(spec.name, await collection.readPoints(row, Math.min(items, row + POINTS_PER_UPSERT)));
  return {
    description: 'float32 scan in plain JavaScript (not WebAssembly)',
    search: async (query) => (await store.search(spec.name, query)).points.map(({ itemId }) => itemId),
    close: () => store.close(),
  };
}
