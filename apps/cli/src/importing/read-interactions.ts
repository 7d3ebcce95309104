import { validateInteraction, InvalidInteractionError, type Interaction } from '@kindred/catalog';
import type { InteractionFile } from '@kindred/catalog-import';
import type { FailedRowRecord } from '../output/failure-file.ts';
import { SHOWN_FAILURES, type InteractionsDocument } from './import-document.ts';

const BATCH_SIZE = 1000;

export interface ReadInteractionsOptions {
  /** Stores a batch and says how many of it were new. In a dry run it says all. */
  readonly record: (batch: readonly Interaction[]) => Promise<{ readonly recorded: number }>;
  readonly onFailure: (failure: FailedRowRecord) => void;
  readonly signal: AbortSignal;
  readonly now: Date;
}

/** Reads events in batches; a bad row is a failure and the rest goes on. Stops between batches when the signal says so. */
export async function readInteractions(
  file: InteractionFile,
  { record, onFailure, signal, now }: ReadInteractionsOptions,
): Promise<InteractionsDocument> {
  const failures: FailedRowRecord[] = [];
  let [read, recorded, failed] = [0, 0, 0];
  let batch: Interaction[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) recorded += (await record(batch)).recorded;
    read += batch.length;
    batch = [];
  };
  for await (const row of file) {
    const outcome = 'failure' in row ? row.failure : checked(row.input, now);
    if (typeof outcome === 'string') {
      const failure = { row: row.row, ...('input' in row ? { itemId: row.input.itemId } : {}), reason: outcome };
      onFailure(failure);
      if (failures.length < SHOWN_FAILURES) failures.push(failure);
      failed += 1;
      read += 1;
    } else if (batch.push(outcome) === BATCH_SIZE) {
      await flush();
      if (signal.aborted) break;
    }
  }
  if (!signal.aborted) await flush();
  const counts = { read, recorded, known: read - recorded - failed, failed };
  return { file: file.path, rows: file.rowCount, counts, columns: file.columns, failures };
}

function checked(input: Interaction, now: Date): Interaction | string {
  try {
    return validateInteraction(input, { now });
  } catch (error) {
    if (error instanceof InvalidInteractionError)
      return error.problems.map(({ field, problem }) => `${field} ${problem}`).join('; ');
    throw error;
  }
}
