import { createSeededRandom } from '@kindred/vector-math';

/** How hard a set of vectors is to search in; each says something else. */
export interface Geometry {
  /**
   * Local intrinsic dimension: maximum likelihood from the 100 nearest distances (Amsaleg et al., KDD 2015, eq. 3), inverses
   * averaged over the sampled rows.
   */
  readonly localDimension: number;
  /** Mean distance / distance of the nearest (He, Kumar and Chang, ICML 2012): the nearer to 1, the harder. */
  readonly relativeContrast: number;
  /** Skewness of how often a row is among the 10 nearest of the sampled rows (Radovanović et al., JMLR 2010). */
  readonly hubness: number;
}

const NEIGHBOURS = 100;
const HUB_NEIGHBOURS = 10;
const SAMPLED_ROWS = 400;
/** Copies (variants with one photo) say nothing about dimension. */
const SAME = 1e-4;

/** `vectors` is [rows, dimension]; Euclidean distances of sampled rows to all others. */
export function measureGeometry(vectors: Float32Array, dimension: number, seed: number): Geometry {
  const rows = vectors.length / dimension;
  const random = createSeededRandom(seed);
  const distances = new Float64Array(rows);
  const counts = new Int32Array(rows);
  const sums = { inverse: 0, contrast: 0, sampled: 0 };
  for (let sample = 0; sample < Math.min(SAMPLED_ROWS, rows); sample++) {
    const own = random.integer(rows);
    for (let row = 0; row < rows; row++) distances[row] = distanceOf(vectors, { own, row, dimension });
    const order = Int32Array.from(distances.keys()).sort((a, b) => distances[a]! - distances[b]!);
    for (const row of order.subarray(1, 1 + HUB_NEIGHBOURS)) counts[row]! += 1;
    const near = Array.from(order, (row) => distances[row]!)
      .filter((distance) => distance > SAME)
      .slice(0, NEIGHBOURS);
    const [first, last] = [near[0], near.at(-1)];
    if (first === undefined || last === undefined) continue;
    sums.inverse -= near.reduce((sum, distance) => sum + Math.log(distance / last), 0) / near.length;
    sums.contrast += distances.reduce((sum, distance) => sum + distance, 0) / (rows - 1) / first;
    sums.sampled += 1;
  }
  return {
    localDimension: sums.sampled / sums.inverse,
    relativeContrast: sums.contrast / sums.sampled,
    hubness: skewness(counts),
  };
}

function distanceOf(
  vectors: Float32Array,
  { own, row, dimension }: { own: number; row: number; dimension: number },
): number {
  let sum = 0;
  for (let i = own * dimension, j = row * dimension, end = i + dimension; i < end; i++, j++) {
    const difference = vectors[i]! - vectors[j]!;
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}

/** Third standardised moment. */
function skewness(values: Int32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [second, third] = [0, 0];
  for (const value of values) {
    second += (value - mean) ** 2;
    third += (value - mean) ** 3;
  }
  return third / values.length / (second / values.length) ** 1.5;
}
