import type { SeededRandom } from '@kindred/vector-math';
import { ManifoldSampler } from './manifold-sampler.ts';
import type { NeighbourPools } from './neighbour-pools.ts';
import { drawRow, type SectionPools } from './section-pools.ts';

/** Where an item's photo or text comes from. */
export interface BlockRequest {
  /** Product line; items of one line are variants of one product. */
  readonly family: number;
  /** Undefined for an item without a section. */
  readonly section: number | undefined;
  /** In [0, 1): what kind of thing of its section the item is; the same for its photo and its text. */
  readonly style: number;
  /** A stream of the item's own. */
  readonly random: SeededRandom;
  /** A stream of the family's own. */
  readonly familyRandom: SeededRandom;
}

/** Gives items their vectors of one modality, [dimension] each, unit length. */
export interface BlockSource {
  readonly dimension: number;
  write(request: BlockRequest, target: Float32Array): void;
}

/** This share of the items looks (or reads) like its product line, the others only like others of its style. */
export const FAMILY_SHARE = 0.85;

/** Any number of vectors, made from real ones. */
export class GeneratedBlocks implements BlockSource {
  readonly dimension: number;
  readonly #sampler: ManifoldSampler;
  readonly #sections: SectionPools;

  constructor(pools: NeighbourPools, sections: SectionPools, spread: number) {
    this.dimension = pools.dimension;
    this.#sampler = new ManifoldSampler(pools, spread);
    this.#sections = sections;
  }

  write(request: BlockRequest, target: Float32Array): void {
    const { pools, neighbours, neighbourCount } = this.#sampler.pools;
    const anchor = drawAnchor(pools, this.#sections, request);
    // Items with one anchor are as far apart as its real neighbours are.
    const rank = request.random.integer(neighbourCount + 1);
    const row = rank === neighbourCount ? anchor : neighbours[anchor * neighbourCount + rank]!;
    this.#sampler.write(row, request.random, target);
  }
}

/** The real vectors themselves, each at most once: as many items as there are vectors. */
export class RealBlocks implements BlockSource {
  readonly dimension: number;
  readonly #pools: NeighbourPools;
  readonly #sections: SectionPools;
  readonly #used: Uint8Array;
  #next = 0;

  constructor(pools: NeighbourPools, sections: SectionPools) {
    this.#pools = pools;
    this.dimension = pools.dimension;
    this.#sections = sections;
    this.#used = new Uint8Array(pools.vectors.length / pools.dimension);
  }

  /** @throws RangeError when all are used */
  write(request: BlockRequest, target: Float32Array): void {
    const row = this.#take(drawAnchor(this.#pools.pools, this.#sections, request), request.section);
    target.set(this.#pools.vectors.subarray(row * this.dimension, (row + 1) * this.dimension));
  }

  /** The row itself, else the nearest unused one, else one of its group or its section's groups, else any. */
  #take(row: number, section: number | undefined): number {
    const { neighbours, neighbourCount, pools } = this.#pools;
    const free = (candidate: number): boolean => this.#used[candidate] === 0;
    const own = pools.find((pool) => pool.includes(row)) ?? new Int32Array();
    const near = [row, ...neighbours.subarray(row * neighbourCount, (row + 1) * neighbourCount)];
    const alike = section === undefined ? [] : (this.#sections[section] ?? []).map((pool) => pools[pool]!);
    let taken = [near, own, ...alike].map((rows) => rows.find(free)).find((found) => found !== undefined);
    while (taken === undefined && this.#next < this.#used.length) {
      if (free(this.#next)) taken = this.#next;
      this.#next += 1;
    }
    if (taken === undefined) throw new RangeError('There are fewer real vectors than items.');
    this.#used[taken] = 1;
    return taken;
  }
}

function drawAnchor(pools: readonly Int32Array[], sections: SectionPools, request: BlockRequest): number {
  const styles = request.section === undefined ? undefined : sections[request.section];
  const pool = styles?.[Math.floor(request.style * styles.length)];
  const random = request.random.next() < FAMILY_SHARE ? request.familyRandom : request.random;
  return drawRow(pool === undefined ? pools : [pools[pool]!], random);
}
