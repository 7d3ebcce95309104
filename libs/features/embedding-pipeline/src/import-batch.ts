import type { RunFailure } from '@kindred/catalog';
import type { EncodedBatch } from './block-encoder.ts';
import { reasonOf } from './errors.ts';
import type { ImportRow } from './import-row.ts';
import { failureOf } from './import-tally.ts';
import type { CommitOptions, CommittedBatch } from './batch-committer.ts';
import type { ItemIntake } from './item-intake.ts';

type ItemRow = Extract<ImportRow, { readonly input: unknown }>;

/** Some rows of an import on their way through the stages. */
export interface ImportBatch {
  readonly rows: readonly ItemRow[];
  /** Rows that came as failures, and rows that no stage can take. */
  readonly failures: readonly RunFailure[];
}

/** A batch whose rows wait for their transaction. */
export interface EncodedImportBatch extends ImportBatch {
  readonly encoded: EncodedBatch;
}

export interface CommittedRows {
  readonly committed: readonly { readonly rows: readonly ItemRow[]; readonly result: CommittedBatch }[];
  readonly failures: readonly RunFailure[];
}

export function splitRows(rows: readonly ImportRow[]): ImportBatch {
  const items = rows.filter((row): row is ItemRow => 'input' in row);
  const failures = rows.flatMap((row) => ('input' in row ? [] : [failureOf(row, row.itemId ?? '', row.reason)]));
  return { rows: items, failures };
}

/**
 * Commits a batch; when the database refuses it, row by row, so that one row doesn't take the others with it. When it
 * refuses all of several, the database is taken to be at fault.
 * @throws what the database throws when it is out of order
 */
export async function commitRows(
  intake: ItemIntake,
  batch: EncodedImportBatch,
  options: CommitOptions & { readonly signal?: AbortSignal | undefined },
): Promise<CommittedRows> {
  try {
    return { committed: [{ rows: batch.rows, result: await intake.commit(batch.encoded, options) }], failures: [] };
  } catch (error) {
    if (batch.rows.length < 2) throw error;
    return commitSingly(intake, batch, { ...options, batchError: error });
  }
}

async function commitSingly(
  intake: ItemIntake,
  { rows, encoded: { catalog } }: EncodedImportBatch,
  options: CommitOptions & { readonly signal?: AbortSignal | undefined; readonly batchError: unknown },
): Promise<CommittedRows> {
  const committed: CommittedRows['committed'][number][] = [];
  const failures: RunFailure[] = [];
  for (const row of rows) {
    try {
      const prepared = await intake.prepare(catalog, [row.input], options.signal);
      const encoded = await intake.encode(prepared, options.signal);
      committed.push({ rows: [row], result: await intake.commit(encoded, options) });
    } catch (error) {
      options.signal?.throwIfAborted();
      failures.push(failureOf(row, row.input.id, reasonOf(error)));
    }
  }
  if (committed.length === 0) throw options.batchError;
  return { committed, failures };
}
