import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { StoreLocation } from '../stores/open-store.ts';
import type { SearchContext } from './search-context.ts';
import { waitUntilFound } from './upserts.ts';

const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './upsert-child.ts' : './upsert-child.js', import.meta.url);
const POINTS = 1000;
const GIVE_UP_MS = 120_000;

/** Another process upserts 1,000 new items: how long after its upsert was done this process finds them. They are deleted again. */
export async function measureUpsertsElsewhere(
  context: SearchContext,
  location: StoreLocation,
): Promise<Record<string, number>> {
  const { store, collection } = context;
  const begin = collection.items + Math.floor(collection.options.reserve / 2);
  const count = Math.min(POINTS, Math.floor(collection.options.reserve / 2));
  const points = await collection.readPoints(begin, begin + count);
  const file = join(collection.folder, 'upsert-task.json');
  const plain = points.map((point) => ({ ...point, vector: [...point.vector] }));
  await writeFile(file, JSON.stringify({ location, collection: collection.spec.name, points: plain }));
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(ENTRY), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: GIVE_UP_MS,
  });
  try {
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    if ((await lines.next()).value !== 'ready') throw new Error('The process that upserts ended before it began.');
    child.stdin.write('go\n');
    const found = waitUntilFound(context, points.at(-1)!);
    const upsertedAt = Number((await lines.next()).value);
    if (!Number.isFinite(upsertedAt)) throw new Error('The process that upserts ended before it was done.');
    const foundAt = performance.timeOrigin + (await found);
    return { 'upsert.elsewhereVisibleMs': Math.max(0, foundAt - upsertedAt) };
  } finally {
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'exit');
    await store.delete(
      collection.spec.name,
      points.map(({ itemId }) => itemId),
    );
    await rm(file);
  }
}
