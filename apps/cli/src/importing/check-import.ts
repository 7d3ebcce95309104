import { InvalidItemError, validateItemInput } from '@kindred/catalog';
import type { CatalogFile } from '@kindred/catalog-import';
import type { CommandContext } from '../cli-command.ts';
import type { FailedRowRecord, FailureFile } from '../output/failure-file.ts';
import { SHOWN_FAILURES, type ImportDocument, type ImportOptions, type ItemsDocument } from './import-document.ts';
import { openInteractions, openItems } from './open-files.ts';
import { failureOf } from './failure-of.ts';
import { readInteractions } from './read-interactions.ts';

/** `--dry-run`: reads and checks every row; touches neither database nor photos. */
export async function checkImport(
  { catalog, signal }: CommandContext,
  request: ImportOptions & { readonly file: string | undefined },
  failureFile: FailureFile | undefined,
): Promise<ImportDocument> {
  const startedAt = Date.now();
  const now = new Date(startedAt);
  const onFailure = (failure: FailedRowRecord): void => failureFile?.write(failure);
  const file = request.file === undefined ? undefined : await openItems(request.file, request);
  const events = await openInteractions(request);
  const items = file === undefined ? undefined : await checkItems(file, { signal, now, onFailure });
  const interactions =
    events === undefined
      ? undefined
      : await readInteractions(events, {
          record: (batch) => Promise.resolve({ recorded: batch.length }),
          onFailure,
          signal,
          now,
        });
  return {
    catalog,
    dryRun: true,
    status: signal.aborted ? 'cancelled' : 'completed',
    ...(items === undefined ? {} : { items }),
    ...(interactions === undefined ? {} : { interactions }),
    elapsedMs: Date.now() - startedAt,
    ...(failureFile === undefined ? {} : { failuresFile: failureFile.path }),
  };
}

async function checkItems(
  file: CatalogFile,
  options: { readonly signal: AbortSignal; readonly now: Date; readonly onFailure: (failure: FailedRowRecord) => void },
): Promise<ItemsDocument> {
  const failures: FailedRowRecord[] = [];
  let [read, failed] = [0, 0];
  for await (const row of file) {
    if (options.signal.aborted) break;
    read += 1;
    const failure = 'failure' in row ? failureOf(row) : problemOf(row, options.now);
    if (failure === undefined) continue;
    failed += 1;
    options.onFailure(failure);
    if (failures.length < SHOWN_FAILURES) failures.push(failure);
  }
  return {
    file: file.path,
    rows: file.rowCount,
    counts: { read, embedded: read - failed, unchanged: 0, failed },
    elapsedMs: Date.now() - options.now.getTime(),
    blocksEncoded: 0,
    photoProblems: { count: 0, first: [] },
    columns: file.columns,
    warnings: [],
    failures,
  };
}

function problemOf(
  { row, input }: { readonly row: number; readonly input: Parameters<typeof validateItemInput>[0] },
  now: Date,
): FailedRowRecord | undefined {
  try {
    validateItemInput(input, { now });
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidItemError)) throw error;
    const reason = error.problems.map(({ field, problem }) => `${field} ${problem}`).join('; ');
    return { row, ...(input.id === '' ? {} : { itemId: input.id }), reason };
  }
}
