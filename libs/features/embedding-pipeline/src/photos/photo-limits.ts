import { availableParallelism } from 'node:os';

/** How much is under way at a time, over all callers. */
export interface PhotoLimits {
  /** Photos being read; default 32. Whoever reads them may allow fewer per host. */
  readonly fetches: number;
  /** Photos being decoded; default: one per core, at most 3, which leaves one of Node's 4 threads for reading files and looking up names. */
  readonly decodes: number;
  /** Photos of one call of the model; default 8. */
  readonly batchSize: number;
  /** Calls of the model at a time; default 3, so that it never waits for the next. */
  readonly batches: number;
  /** Bytes of photos that are being read or wait to be decoded; default 128 MiB. A photo larger than that is alone. */
  readonly bytes: number;
}

/** @throws RangeError for a limit below 1 */
export function completeLimits(limits: Partial<PhotoLimits> = {}): PhotoLimits {
  const complete: PhotoLimits = {
    fetches: 32,
    decodes: Math.min(3, availableParallelism()),
    batchSize: 8,
    batches: 3,
    bytes: 128 * 2 ** 20,
    ...limits,
  };
  for (const [name, value] of Object.entries(complete) as [string, number][])
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError(`${name} must be a whole number from 1, not ${String(value)}.`);
  return complete;
}
