import type { Application } from '@kindred/api';
import type { RunCounts } from '@kindred/catalog';
import { openCatalogFile, openInteractionFile, type CatalogFile } from '@kindred/catalog-import';
import type { ImportRow } from '@kindred/embedding-pipeline';
import { createProgressDisplay } from './progress-bar.ts';

/** Interactions sent to the database at once. */
const INTERACTIONS_PER_CALL = 1000;

/** Imports the items of the sample catalogue; what is there already is not embedded again. */
export async function importItems(
  application: Application,
  catalog: string,
  itemsFile: string,
  signal: AbortSignal,
): Promise<RunCounts> {
  const file = await openCatalogFile(itemsFile);
  const display = createProgressDisplay(file.rowCount);
  try {
    const result = await application.imports.run({
      catalog,
      rows: importRows(file),
      source: `sample-catalog:${file.contentHash}`,
      total: file.rowCount,
      onProgress: (progress) => display.show(progress),
      signal,
    });
    return result.counts;
  } finally {
    display.done();
  }
}

/** Recording an interaction twice does no harm, so they are simply sent again at every start. */
export async function importInteractions(
  application: Application,
  catalog: string,
  interactionsFile: string,
): Promise<number> {
  const rows = await openInteractionFile(interactionsFile);
  const interactions = [];
  for await (const row of rows) if ('input' in row) interactions.push(row.input);
  let recorded = 0;
  for (let start = 0; start < interactions.length; start += INTERACTIONS_PER_CALL) {
    const answer = await application.interactions.record(
      catalog,
      interactions.slice(start, start + INTERACTIONS_PER_CALL),
    );
    recorded += answer.recorded;
  }
  return recorded;
}

/** Rows of a file as the import takes them. */
export async function* importRows(file: CatalogFile): AsyncGenerator<ImportRow> {
  for await (const row of file)
    yield 'input' in row ? { row: row.row, input: row.input } : { row: row.row, reason: row.failure };
}
