import { availableParallelism } from 'node:os';

/** How searches use the machine. */
export interface ScanSettings {
  /** Threads that scan, 1 to 64; they start with the first large collection. Default: one per processor. */
  readonly threads: number;
  /** How long a query may wait for others to share its pass over memory, in ms. One that comes alone never waits. Default 1. */
  readonly maxWaitMs: number;
  /**
   * Passes over at most so many bytes of codes run on the calling thread: up to there, waking threads costs what they save.
   * Default 20 MiB, about 0.3 ms: one query on 10,000 items of the bundled encoders.
   */
  readonly inlineBytes: number;
}

/** @throws RangeError */
export function completeScanSettings(given: Partial<ScanSettings> = {}): ScanSettings {
  const settings = { threads: availableParallelism(), maxWaitMs: 1, inlineBytes: 20 * 2 ** 20, ...given };
  if (!Number.isInteger(settings.threads) || settings.threads < 1 || settings.threads > 64)
    throw new RangeError(
      `The number of scan threads must be a whole number from 1 to 64, not ${String(settings.threads)}.`,
    );
  return settings;
}
