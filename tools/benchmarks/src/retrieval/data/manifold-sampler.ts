import type { SeededRandom } from '@kindred/vector-math';
import type { NeighbourPools } from './neighbour-pools.ts';

/**
 * New vectors that lie where real ones could: a real vector, moved along the directions in which its real neighbours differ from
 * it (manifold Parzen windows, Vincent and Bengio, NIPS 2002: a Gaussian with the local covariance around every example).
 * x = normalise(xᵢ + spread / √K · Σₖ gₖ (xₖ - xᵢ)), gₖ normal, over the K neighbours of xᵢ.
 */
export class ManifoldSampler {
  readonly pools: NeighbourPools;
  readonly #spread: number;

  /** `spread` is the deviation in units of the local one: 0 gives copies, about 1 a density as wide as the neighbourhood. */
  constructor(pools: NeighbourPools, spread: number) {
    this.pools = pools;
    this.#spread = spread;
  }

  /** Writes a vector near `row` to `target`, [dimension]. */
  write(row: number, random: SeededRandom, target: Float32Array): void {
    const { vectors, dimension, neighbours, neighbourCount } = this.pools;
    const scale = this.#spread / Math.sqrt(neighbourCount);
    const own = row * dimension;
    let ownShare = 1;
    target.fill(0);
    for (let rank = 0; rank < neighbourCount; rank++) {
      const factor = scale * random.gaussian();
      ownShare -= factor;
      const other = neighbours[row * neighbourCount + rank]! * dimension;
      for (let i = 0; i < dimension; i++) target[i]! += factor * vectors[other + i]!;
    }
    let squares = 0;
    for (let i = 0; i < dimension; i++) {
      const value = target[i]! + ownShare * vectors[own + i]!;
      target[i] = value;
      squares += value * value;
    }
    const factor = 1 / Math.sqrt(squares);
    for (let i = 0; i < dimension; i++) target[i]! *= factor;
  }
}
