import { quantile } from '../quantile.ts';
import { p50, type Sample, type UnfilteredResult } from './measures/unfiltered.ts';
import type { WeightVector } from './weight-vectors.ts';

/** Recall by family of weight vectors, and latencies, of the store and of what it is compared with. */
export function summarizeUnfiltered(
  weightVectors: readonly WeightVector[],
  { store, bruteForce, plainAnn }: UnfilteredResult,
): Record<string, number> {
  const equal = weightVectors.findIndex(({ name }) => name === 'equal');
  const plainP50Ms = p50([plainAnn[equal]!]);
  return {
    ...recallByFamily(weightVectors, recallsOf(store)),
    ...prefixed('plainAnn.', recallByFamily(weightVectors, recallsOf(plainAnn))),
    'bruteForce.recallAt10.worst': Math.min(...recallsOf(bruteForce).map(meanOf)),
    scoreErrorMax: Math.max(...store.flatMap(({ scoreErrors }) => scoreErrors)),
    p50Ms: p50(store),
    p95Ms: quantile(
      store.flatMap(({ latenciesMs }) => latenciesMs),
      0.95,
    ),
    'p50Ms.worst': Math.max(...store.map((sample) => p50([sample]))),
    'bruteForce.p50Ms': p50(bruteForce),
    'plainAnn.p50Ms': plainP50Ms,
    p50OverBruteForce: p50(store) / p50(bruteForce),
    'p50OverBruteForce.worst': Math.max(...store.map((sample, index) => p50([sample]) / p50([bruteForce[index]!]))),
    p50OverPlainAnn: p50(store) / plainP50Ms,
    'p50OverPlainAnn.worst': Math.max(...store.map((sample) => p50([sample]))) / plainP50Ms,
    ...byVector(weightVectors, { store, plainAnn }),
  };
}

function prefixed(prefix: string, metrics: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`${prefix}${name}`, value]));
}

/**
 * The lowest mean over the queries of any weight vector of each family, and of any at all; `worstMixed` leaves out those that
 * only say what is not wanted. `recalls` is [weight vectors][queries].
 */
export function recallByFamily(
  weightVectors: readonly WeightVector[],
  recalls: readonly (readonly number[])[],
): Record<string, number> {
  const means = recalls.map(meanOf);
  const lowest = (indices: Iterable<number>): number => Math.min(...[...indices].map((index) => means[index]!));
  const families = Map.groupBy(weightVectors.keys(), (index) => weightVectors[index]!.family);
  return {
    'recallAt10.worst': Math.min(...means),
    'recallAt10.worstMixed': lowest(
      [...weightVectors.keys()].filter((index) => weightVectors[index]!.family !== 'opposites'),
    ),
    ...Object.fromEntries([...families].map(([family, indices]) => [`recallAt10.${family}`, lowest(indices)])),
  };
}

/** What the plot of recall against direction shows. */
function byVector(
  weightVectors: readonly WeightVector[],
  { store, plainAnn }: { store: readonly Sample[]; plainAnn: readonly Sample[] },
): Record<string, number> {
  return Object.fromEntries(
    weightVectors.flatMap(({ family, name }, index) => [
      [`vector.${family}.${name}.recallAt10`, meanOf(store[index]!.recalls)],
      [`vector.${family}.${name}.plainAnnRecallAt10`, meanOf(plainAnn[index]!.recalls)],
      [`vector.${family}.${name}.p50Ms`, p50([store[index]!])],
    ]),
  );
}

function recallsOf(samples: readonly Sample[]): number[][] {
  return samples.map(({ recalls }) => recalls);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
