import { createHash } from 'node:crypto';

/** What a collection is made of; equal options give equal collections. */
export interface CollectionOptions {
  /** `generated`: any size; `real`: each real vector at most once; `none` of both differs in anything but image and text. */
  readonly kind: 'generated' | 'real';
  /** Points of the collection. */
  readonly items: number;
  /** Further items that are not in it: the first are queries, the others are for upserts. */
  readonly reserve: number;
  readonly seed: number;
}

/** Changes whenever the vectors of a collection would. */
const VERSION = 6;

/** Deviations of generated vectors in units of their neighbourhood's, and its size; see `docs/benchmarks` for how they were chosen. */
export const IMAGE_SAMPLING = { poolCount: 48, neighbourCount: 16, spread: 0.7 };
export const TEXT_SAMPLING = { poolCount: 48, neighbourCount: 16, spread: 0.6 };

/** A short name that changes with everything the vectors depend on. */
export function collectionKey(options: CollectionOptions, seeds: string): string {
  const identity = JSON.stringify([VERSION, options, seeds, IMAGE_SAMPLING, TEXT_SAMPLING]);
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 8);
  return `${options.kind}-${String(options.items)}-${hash}`;
}
