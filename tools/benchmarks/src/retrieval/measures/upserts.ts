import { setTimeout as pause } from 'node:timers/promises';
import { createSeededRandom } from '@kindred/vector-math';
import type { VectorPoint } from '@kindred/vector-store';
import { quantile } from '../../quantile.ts';
import { LIMIT, type SearchContext } from './search-context.ts';

const POINTS = 1000;
const ROUNDS = 5;
const GIVE_UP_MS = 30_000;
const PROBE_EVERY_MS = 25;

/** A client that never stops searching, and what it saw. */
interface SearchingClient {
  readonly latenciesMs: number[];
  failures: number;
  stop(): Promise<void>;
}

/**
 * Upserts 1,000 new items five times while a client searches; how long until a search finds the last of them, and what
 * the searches meanwhile cost, against `calmMs` without upserts. The new items are deleted again.
 */
export async function measureUpserts(context: SearchContext, calmMs: number): Promise<Record<string, number>> {
  const { store, collection } = context;
  const spare = collection.items + Math.floor(collection.options.reserve / 2);
  const perRound = Math.min(POINTS, Math.floor(collection.options.reserve / 2 / ROUNDS));
  const calm = startClient(context);
  const calmUntil = performance.now() + calmMs;
  // Probes cost something too, so that they belong to both halves.
  const [absent] = await collection.readPoints(spare, spare + 1);
  await probe(context, absent!, () => performance.now() > calmUntil);
  await calm.stop();
  const visibleMs: number[] = [];
  const acknowledgedMs: number[] = [];
  const busy: number[] = [];
  let failures = calm.failures;
  for (let round = 0; round < ROUNDS; round++) {
    const begin = spare + round * perRound;
    const points = await collection.readPoints(begin, begin + perRound);
    const client = startClient(context);
    const started = performance.now();
    const acknowledged = store.upsert(collection.spec.name, points).then(() => performance.now() - started);
    visibleMs.push((await waitUntilFound(context, points.at(-1)!)) - started);
    acknowledgedMs.push(await acknowledged);
    await client.stop();
    busy.push(...client.latenciesMs);
    failures += client.failures;
    await store.delete(
      collection.spec.name,
      points.map(({ itemId }) => itemId),
    );
  }
  return {
    upsertVisibleMs: Math.max(...visibleMs),
    'upsert.acknowledgedMs': Math.max(...acknowledgedMs),
    'upsert.points': perRound,
    'upsert.searchFailures': failures,
    'upsert.calmP95Ms': quantile(calm.latenciesMs, 0.95),
    'upsert.busyP95Ms': quantile(busy, 0.95),
    'upsert.p95Over': quantile(busy, 0.95) / quantile(calm.latenciesMs, 0.95),
  };
}

function startClient({ store, collection, queries, weightVectors, seed }: SearchContext): SearchingClient {
  const random = createSeededRandom(seed);
  let isStopped = false;
  const client = { latenciesMs: [] as number[], failures: 0, stop: async () => undefined as void };
  const running = (async () => {
    while (!isStopped) {
      const { vector } = queries[random.integer(queries.length)]!;
      const { weights } = weightVectors[random.integer(weightVectors.length)]!;
      const sent = performance.now();
      const failed = await store.search(collection.spec.name, { vector, weights, limit: LIMIT }).then(
        () => false,
        () => true,
      );
      if (failed) client.failures += 1;
      else client.latenciesMs.push(performance.now() - sent);
    }
  })();
  client.stop = async () => {
    isStopped = true;
    await running;
  };
  return client;
}

/** When a search for the item's own vector first gave it. @throws Error after 30 s */
export async function waitUntilFound(context: SearchContext, point: VectorPoint): Promise<number> {
  const deadline = performance.now() + GIVE_UP_MS;
  const seenAt = await probe(context, point, (isFound) => isFound || performance.now() > deadline);
  if (seenAt > deadline)
    throw new Error(`'${point.itemId}' was not found within ${String(GIVE_UP_MS)} ms after its upsert began.`);
  return seenAt;
}

/** Searches for an item by its own vector, every 25 ms, until `isOver` says so; resolves to the time of the last answer. */
async function probe(
  { store, collection }: SearchContext,
  point: VectorPoint,
  isOver: (isFound: boolean) => boolean,
): Promise<number> {
  const weights = collection.spec.blocks.map(({ modality }) => (point.imputed.includes(modality) ? 0 : 1));
  const query = { vector: point.vector, weights, limit: LIMIT };
  for (;;) {
    const { points } = await store.search(collection.spec.name, query);
    const answeredAt = performance.now();
    if (isOver(points.some(({ itemId }) => itemId === point.itemId))) return answeredAt;
    await pause(PROBE_EVERY_MS);
  }
}
