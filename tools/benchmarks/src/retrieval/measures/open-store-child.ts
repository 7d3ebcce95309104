// Opens a store that another process has filled, and tells as JSON how long the first answer took and how much memory it needs.
import { readFileSync } from 'node:fs';
import { openStore } from '../stores/open-store.ts';
import type { FreshProcessResult, FreshProcessTask } from './fresh-process.ts';

const LIMIT = 10;

const task = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as FreshProcessTask;
const vectors = task.vectors.map((vector) => Float32Array.from(vector));
const before = residentBytes();
const begin = performance.now();
const store = await openStore(task.location);
const first = await store.search(task.collection, { vector: vectors[0]!, weights: task.weights[0]!, limit: LIMIT });
const answered = performance.now();
for (const [index, vector] of vectors.entries())
  await store.search(task.collection, { vector, weights: task.weights[index % task.weights.length]!, limit: LIMIT });
const result: FreshProcessResult = {
  openMs: answered - begin,
  startToAnswerMs: answered,
  memoryBytes: residentBytes() - before,
  itemIds: first.points.map(({ itemId }) => itemId),
};
await store.close();
process.stdout.write(JSON.stringify(result));

/** After garbage is collected. */
function residentBytes(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage.rss();
}
