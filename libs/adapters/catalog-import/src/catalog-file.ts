import { dirname, resolve } from 'node:path';
import type { ItemInput } from '@kindred/catalog';
import { ITEM_COLUMNS } from './catalog-columns.ts';
import { type ColumnMapping, type ColumnReport, planColumns } from './column-plan.ts';
import { itemOfRow, UnreadableItemError, type ItemReading } from './item-of-row.ts';
import { openRowSource, type RowSourceOptions } from './open-row-source.ts';
import type { RowPlace } from './row-source.ts';
import { SeenIds } from './seen-ids.ts';

/** A row that can't be imported: why, as a sentence for people, its item's id where that can be read, and its own text (at most 10,000 characters). */
export type FailedRow = RowPlace & { readonly failure: string; readonly itemId?: string; readonly raw: string };

/** A row that was read; whether the item is valid is for `validateItemInput` to say. `raw` as in `FailedRow`. */
export type ItemRow = RowPlace & { readonly input: ItemInput; readonly raw: string };

/** Rows in the file's order; each of `rowCount` rows comes out exactly once. Iterating again reads again. */
export interface CatalogFile extends AsyncIterable<ItemRow | FailedRow> {
  /** Absolute. */
  readonly path: string;
  readonly columns: ColumnReport;
  readonly rowCount: number;
  /** SHA-256 (hex) of the bytes. */
  readonly contentHash: string;
}

export interface CatalogFileOptions extends RowSourceOptions {
  /** Column → `id`, `title` …, `attributes.<name>`, or `ignore`; for what the names of the columns don't tell. */
  readonly mapping?: ColumnMapping;
  /** Where photos named by a path are; the file's own folder where absent. Given, paths that begin with `/` start there too. */
  readonly imagesFolder?: string;
  /** Between the levels of a section; `>` or else `/` where absent. */
  readonly sectionSeparator?: string;
  /** Of prices without one; USD where absent. */
  readonly defaultCurrency?: string;
}

/**
 * Opens a product file (CSV, JSON lines, Parquet). Rows that can't be read become failures and the rest goes on.
 * @throws FileNotReadableError, EmptyFileError, UnsupportedFormatError, MissingColumnsError, InvalidMappingError, ImportTimeoutError
 */
export async function openCatalogFile(path: string, options: CatalogFileOptions = {}): Promise<CatalogFile> {
  const absolute = resolve(path);
  const source = await openRowSource(absolute, options);
  const { mapping = {} } = options;
  const plan = planColumns({ path: absolute, columns: source.columns, mapping, rules: ITEM_COLUMNS });
  const reading: ItemReading = {
    imagesFolder: resolve(options.imagesFolder ?? dirname(absolute)),
    rootedImages: options.imagesFolder !== undefined,
    sectionSeparator: options.sectionSeparator,
    defaultCurrency: options.defaultCurrency ?? 'USD',
  };
  const { rowCount, contentHash } = source;
  async function* rows(): AsyncGenerator<ItemRow | FailedRow> {
    const seen = new SeenIds();
    for await (const rawRow of source.rows()) {
      const { row, raw } = rawRow;
      const place = { row, ...(rawRow.line === undefined ? {} : { line: rawRow.line }), raw };
      if ('failure' in rawRow) yield { ...place, failure: rawRow.failure };
      else
        yield {
          ...place,
          ...outcomeOf(
            () => itemOfRow(rawRow.cells, plan, reading),
            (id) => seen.add(id, row),
          ),
        };
    }
  }
  return { path: absolute, columns: plan.report, rowCount, contentHash, [Symbol.asyncIterator]: rows };
}

function outcomeOf(
  read: () => ItemInput,
  rowOfId: (id: string) => number | undefined,
): { input: ItemInput } | { failure: string; itemId?: string } {
  try {
    const input = read();
    const before = rowOfId(input.id);
    if (before === undefined) return { input };
    return { failure: `id '${input.id}' stands in row ${String(before)} already`, itemId: input.id };
  } catch (error) {
    if (error instanceof UnreadableItemError)
      return { failure: error.message, ...(error.itemId === undefined ? {} : { itemId: error.itemId }) };
    throw error;
  }
}
