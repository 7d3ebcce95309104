import { dotAt, kMeans, TopK } from '@kindred/vector-math';

/** Vectors in groups that look or read alike, and the nearest neighbours of each within its group. */
export interface NeighbourPools {
  readonly vectors: Float32Array;
  readonly dimension: number;
  /** Row numbers by group; every row is in one. */
  readonly pools: readonly Int32Array[];
  /** [rows, neighbourCount]: rows near the row, nearest first; a row with fewer repeats its last, and one alone names itself. */
  readonly neighbours: Int32Array;
  readonly neighbourCount: number;
}

export interface NeighbourPoolOptions {
  readonly dimension: number;
  readonly poolCount: number;
  readonly neighbourCount: number;
  readonly seed: number;
}

/** `vectors` is [rows, dimension], of unit length. */
export function buildNeighbourPools(vectors: Float32Array, options: NeighbourPoolOptions): NeighbourPools {
  const { dimension, neighbourCount } = options;
  const rows = Array.from({ length: vectors.length / dimension }, (_, row) =>
    vectors.subarray(row * dimension, (row + 1) * dimension),
  );
  const { assignments, centroids } = kMeans(rows, {
    clusterCount: options.poolCount,
    seed: options.seed,
    maxIterations: 8,
  });
  const pools = centroids.map((_, pool) =>
    Int32Array.from([...assignments.keys()].filter((row) => assignments[row] === pool)),
  );
  const neighbours = new Int32Array(rows.length * neighbourCount);
  for (const pool of pools) findNeighbours({ vectors, dimension, pool, neighbourCount }, neighbours);
  return { vectors, dimension, pools, neighbours, neighbourCount };
}

function findNeighbours(
  given: { vectors: Float32Array; dimension: number; pool: Int32Array; neighbourCount: number },
  neighbours: Int32Array,
): void {
  const { vectors, dimension, pool, neighbourCount } = given;
  for (const row of pool) {
    const nearest = new TopK(neighbourCount);
    const own = { data: vectors, offset: row * dimension };
    for (const other of pool)
      if (other !== row) nearest.offer(other, dotAt(own, { data: vectors, offset: other * dimension }, dimension));
    const found = nearest.sorted();
    for (let rank = 0; rank < neighbourCount; rank++)
      neighbours[row * neighbourCount + rank] = (found[rank] ?? found.at(-1))?.index ?? row;
  }
}
