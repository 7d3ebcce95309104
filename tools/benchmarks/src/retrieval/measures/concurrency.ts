import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createSeededRandom } from '@kindred/vector-math';
import { quantile } from '../../quantile.ts';
import { LIMIT, type SearchContext } from './search-context.ts';

const CLIENTS = 8;
const RESOLUTION_MS = 1;
/** Of the merchandiser mixes in weight-vectors.ts. */
const PROFILE = 'default';

/**
 * Closed loops of one and of eight clients for `durationMs` each; each asks its next query when the one before was answered. First with
 * weights that change with every query, then with those of one profile, as the pages of a shop ask.
 */
export async function measureConcurrency(context: SearchContext, durationMs: number): Promise<Record<string, number>> {
  const profile = context.weightVectors.filter(({ name }) => name === PROFILE);
  const mixed = await compareClients(context, durationMs);
  const ofProfile = await compareClients({ ...context, weightVectors: profile }, durationMs);
  return {
    ...mixed,
    'throughput8Over1.oneProfile': ofProfile.throughput8Over1!,
    'clients8.oneProfile.perSecond': ofProfile['clients8.perSecond']!,
  };
}

async function compareClients(context: SearchContext, durationMs: number): Promise<Record<string, number>> {
  await runClients(context, CLIENTS, durationMs / 6);
  const one = await runClients(context, 1, durationMs);
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const eight = await runClients(context, CLIENTS, durationMs);
  delay.disable();
  return {
    'clients1.perSecond': one.perSecond,
    'clients8.perSecond': eight.perSecond,
    'clients8.p50Ms': quantile(eight.latenciesMs, 0.5),
    'clients8.p95Ms': quantile(eight.latenciesMs, 0.95),
    throughput8Over1: eight.perSecond / one.perSecond,
    // Node records the time between two of its timers, so the resolution is part of it.
    eventLoopDelayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS),
  };
}

async function runClients(
  { store, collection, queries, weightVectors, seed }: SearchContext,
  clients: number,
  durationMs: number,
): Promise<{ perSecond: number; latenciesMs: number[] }> {
  const random = createSeededRandom(seed);
  const latenciesMs: number[] = [];
  const begin = performance.now();
  const client = async (): Promise<void> => {
    while (performance.now() - begin < durationMs) {
      const { vector } = queries[random.integer(queries.length)]!;
      const { weights } = weightVectors[random.integer(weightVectors.length)]!;
      const sent = performance.now();
      await store.search(collection.spec.name, { vector, weights, limit: LIMIT });
      latenciesMs.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { perSecond: (latenciesMs.length / (performance.now() - begin)) * 1000, latenciesMs };
}
