import type { RunCounts, RunFailure } from '@kindred/catalog';
import type { ImportRow } from './import-row.ts';
import type { CommittedBatch } from './batch-committer.ts';

/** Counts an import's rows so that they always reconcile: a row is read when it has become one of the three others. */
export class ImportTally {
  #embedded = 0;
  #unchanged = 0;
  #failed = 0;
  blocksEncoded = 0;
  photosEncoded = 0;
  readonly warnings = new Set<string>();

  get counts(): RunCounts {
    const [embedded, unchanged, failed] = [this.#embedded, this.#unchanged, this.#failed];
    return { read: embedded + unchanged + failed, embedded, unchanged, failed };
  }

  /** Of those counted as embedded, so many were not in the end. */
  giveUp(count: number): void {
    const given = Math.min(count, this.#embedded);
    this.#embedded -= given;
    this.#unchanged -= count - given;
    this.#failed += count;
  }

  /** Rows that came as failures. */
  addFailures(failures: readonly RunFailure[]): readonly RunFailure[] {
    this.#failed += failures.length;
    return failures;
  }

  /** `rows`: one per outcome, in the same order. Returns the rows that failed, with the reason. */
  addCommitted(rows: readonly ImportRow[], { outcomes, blocksEncoded, photosEncoded }: CommittedBatch): RunFailure[] {
    this.blocksEncoded += blocksEncoded;
    this.photosEncoded += photosEncoded;
    const failures: RunFailure[] = [];
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'rejected') {
        const reason = outcome.problems.map(({ field, problem }) => `${field} ${problem}`).join('; ');
        failures.push(failureOf(rows[index], outcome.itemId, reason));
      } else if (outcome.changed) this.#embedded++;
      else this.#unchanged++;
    }
    this.#failed += failures.length;
    return failures;
  }
}

/** An empty id says nothing and is left out. */
export function failureOf(row: ImportRow | undefined, itemId: string, reason: string): RunFailure {
  return { row: row?.row ?? 0, ...(itemId.trim() === '' ? {} : { itemId }), reason };
}
