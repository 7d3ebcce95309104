import { quantile } from '../quantile.ts';
import { p50, type Sample } from './measures/contest.ts';
import type { WeightVector } from './weight-vectors.ts';

/** The store on one core. [weight vectors] */
export function summarizeOneCore(store: readonly Sample[]): Record<string, number> {
  return { 'oneCore.p50Ms': p50(store), 'oneCore.recallAt10.worst': Math.min(...recallsOf(store).map(meanOf)) };
}

/** [weight vectors] each. */
export function summarizeBesideBruteForce(
  store: readonly Sample[],
  bruteForce: readonly Sample[],
): Record<string, number> {
  return {
    'bruteForce.p50Ms': p50(bruteForce),
    'bruteForce.recallAt10.worst': Math.min(...recallsOf(bruteForce).map(meanOf)),
    p50OverBruteForce: p50(store) / p50(bruteForce),
    'p50OverBruteForce.worst': Math.max(...store.map((sample, index) => p50([sample]) / p50([bruteForce[index]!]))),
  };
}

/** Recall by family of weight vectors, and latencies, of the store and of the plain index where it was asked. [weight vectors] each. */
export function summarizeContest(
  weightVectors: readonly WeightVector[],
  store: readonly Sample[],
  plainAnn?: readonly Sample[],
): Record<string, number> {
  const latencies = store.flatMap(({ latenciesMs }) => latenciesMs);
  return {
    ...recallByFamily(weightVectors, recallsOf(store)),
    scoreErrorMax: store.flatMap(({ scoreErrors }) => scoreErrors).reduce((most, error) => Math.max(most, error), 0),
    p50Ms: p50(store),
    p95Ms: quantile(latencies, 0.95),
    'p50Ms.worst': slowestOf(store),
    ...(plainAnn === undefined ? {} : besidePlainAnn(weightVectors, store, plainAnn)),
    ...byVector(weightVectors, store, plainAnn),
  };
}

function besidePlainAnn(
  weightVectors: readonly WeightVector[],
  store: readonly Sample[],
  plainAnn: readonly Sample[],
): Record<string, number> {
  const equal = plainAnn[weightVectors.findIndex(({ name }) => name === 'equal')]!;
  const plainP50Ms = p50([equal]);
  return {
    ...prefixed('plainAnn.', recallByFamily(weightVectors, recallsOf(plainAnn))),
    'plainAnn.p50Ms': plainP50Ms,
    'plainAnn.p95Ms': quantile(equal.latenciesMs, 0.95),
    p50OverPlainAnn: p50(store) / plainP50Ms,
    'p50OverPlainAnn.worst': slowestOf(store) / plainP50Ms,
  };
}

function slowestOf(store: readonly Sample[]): number {
  return Math.max(...store.map((sample) => p50([sample])));
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
  store: readonly Sample[],
  plainAnn: readonly Sample[] | undefined,
): Record<string, number> {
  return Object.fromEntries(
    weightVectors.flatMap(({ family, name }, index) => [
      [`vector.${family}.${name}.recallAt10`, meanOf(store[index]!.recalls)],
      ...(plainAnn === undefined
        ? []
        : [[`vector.${family}.${name}.plainAnnRecallAt10`, meanOf(plainAnn[index]!.recalls)]]),
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
