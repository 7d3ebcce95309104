// Upserts points into a store that another process searches, when told to, and prints when that was done (milliseconds since 1970).
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { VectorPoint } from '@kindred/vector-store';
import { openStore, type StoreLocation } from '../stores/open-store.ts';

interface UpsertTask {
  readonly location: StoreLocation;
  readonly collection: string;
  readonly points: readonly (Omit<VectorPoint, 'vector'> & { readonly vector: readonly number[] })[];
}

const task = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as UpsertTask;
const points = task.points.map(({ vector, facets, ...point }): VectorPoint => {
  return { ...point, vector: Float32Array.from(vector), facets: { ...facets, createdAt: new Date(facets.createdAt) } };
});
const store = await openStore(task.location);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
await store.upsert(task.collection, points);
process.stdout.write(`${String(performance.timeOrigin + performance.now())}\n`);
await store.close();
process.stdin.destroy();
