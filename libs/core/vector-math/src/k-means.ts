import { createSeededRandom, type SeededRandom } from './seeded-random.ts';

export interface KMeansOptions {
  /** At most this many clusters; fewer where there are fewer distinct vectors. ≥ 1. */
  readonly clusterCount: number;
  readonly seed: number;
  /** Importance of each vector, > 0, finite; 1 each where absent. [vectors.length] */
  readonly weights?: readonly number[];
  /** Default 50. */
  readonly maxIterations?: number;
}

export interface KMeansResult {
  /** [clusters][dimension], weighted means, not normalised; none is empty. */
  readonly centroids: readonly Float32Array[];
  /** [vectors.length]: index of the nearest centroid; the lower index of equally near ones. */
  readonly assignments: Int32Array;
  /** Σ weight × squared distance to the nearest centroid. */
  readonly inertia: number;
}

interface Problem {
  readonly vectors: readonly Float32Array[];
  readonly weights: readonly number[];
}

/**
 * Lloyd's algorithm from k-means++ seeds (Arthur and Vassilvitskii, 2007). On unit vectors squared distance is 2 - 2 cos,
 * so it groups by cosine. Deterministic for a seed. At least one vector; all of one length, finite.
 */
export function kMeans(vectors: readonly Float32Array[], options: KMeansOptions): KMeansResult {
  if (vectors.length === 0) throw new RangeError('k-means needs at least one vector.');
  if (!Number.isInteger(options.clusterCount) || options.clusterCount < 1)
    throw new RangeError(`clusterCount must be a whole number from 1, not ${String(options.clusterCount)}.`);
  const problem: Problem = { vectors, weights: options.weights ?? vectors.map(() => 1) };
  let centroids = chooseSeeds(problem, options.clusterCount, createSeededRandom(options.seed));
  let assigned = assign(problem, centroids);
  for (let iteration = 0; iteration < (options.maxIterations ?? 50); iteration++) {
    centroids = meansOf(problem, assigned.assignments, centroids.length);
    const next = assign(problem, centroids);
    const isStable = next.assignments.every((cluster, i) => cluster === assigned.assignments[i]);
    assigned = next;
    if (isStable) break;
  }
  return withoutEmpty(problem, centroids, assigned.assignments);
}

/** The next seed is drawn with probability weight × squared distance to the nearest seed so far. */
function chooseSeeds({ vectors, weights }: Problem, count: number, random: SeededRandom): Float32Array[] {
  const seeds = [vectors[drawIndex(weights, random)]!.slice()];
  const nearest = vectors.map((vector) => squaredDistance(vector, seeds[0]!));
  while (seeds.length < count) {
    const masses = nearest.map((distance, i) => distance * weights[i]!);
    if (masses.every((mass) => mass <= 1e-12)) break;
    const seed = vectors[drawIndex(masses, random)]!.slice();
    seeds.push(seed);
    vectors.forEach((vector, i) => (nearest[i] = Math.min(nearest[i]!, squaredDistance(vector, seed))));
  }
  return seeds;
}

/** Index drawn in proportion to its mass; one with mass 0 is never drawn. Some mass is above 0. */
function drawIndex(masses: readonly number[], random: SeededRandom): number {
  let left = random.next() * masses.reduce((sum, mass) => sum + mass, 0);
  let last = 0;
  for (const [index, mass] of masses.entries()) {
    if (mass <= 0) continue;
    last = index;
    left -= mass;
    if (left < 0) return index;
  }
  return last;
}

function assign(
  { vectors, weights }: Problem,
  centroids: readonly Float32Array[],
): { assignments: Int32Array; inertia: number } {
  const assignments = new Int32Array(vectors.length);
  let inertia = 0;
  for (const [i, vector] of vectors.entries()) {
    let best = Infinity;
    for (const [cluster, centroid] of centroids.entries()) {
      const distance = squaredDistance(vector, centroid);
      if (distance < best) {
        best = distance;
        assignments[i] = cluster;
      }
    }
    inertia += weights[i]! * best;
  }
  return { assignments, inertia };
}

/** [≤ clusterCount][dimension]: weighted means of the clusters that have vectors; empty ones are left out. */
function meansOf({ vectors, weights }: Problem, assignments: Int32Array, clusterCount: number): Float32Array[] {
  const dimension = vectors[0]!.length;
  const sums = Array.from({ length: clusterCount }, () => new Float64Array(dimension));
  const masses = new Float64Array(clusterCount);
  for (const [i, vector] of vectors.entries()) {
    const cluster = assignments[i]!;
    const sum = sums[cluster]!;
    masses[cluster] = masses[cluster]! + weights[i]!;
    for (let d = 0; d < dimension; d++) sum[d] = sum[d]! + weights[i]! * vector[d]!;
  }
  return sums.flatMap((sum, cluster) =>
    masses[cluster]! > 0 ? [Float32Array.from(sum, (value) => value / masses[cluster]!)] : [],
  );
}

function withoutEmpty(problem: Problem, centroids: readonly Float32Array[], assignments: Int32Array): KMeansResult {
  const used = new Set(assignments);
  const kept = centroids.filter((_, cluster) => used.has(cluster));
  return { centroids: kept, ...assign(problem, kept) };
}

function squaredDistance(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) {
    const difference = left[i]! - right[i]!;
    sum += difference * difference;
  }
  return sum;
}
