import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openRowSource, type RowSource } from '@kindred/catalog-import';
import { UsageError } from '../errors.ts';

export interface LabelledPhoto {
  /** As the list names it. */
  readonly file: string;
  readonly url: string;
  readonly label: string;
}

export interface PhotoList {
  readonly path: string;
  /** Paths are relative to it. */
  readonly folder: string;
  readonly photos: readonly LabelledPhoto[];
  /** Rows that name no photo, and why. */
  readonly failures: readonly UnreadablePhoto[];
}

export interface UnreadablePhoto {
  readonly file: string;
  readonly reason: string;
}

export interface PhotoListColumns {
  readonly fileColumn: string;
  readonly labelColumn: string;
}

/**
 * Photos and their classes from CSV (or JSON lines, Parquet) with a column for each. Paths are relative to `folder`, by default
 * the list's own; URLs stay as they are.
 *
 * @throws UsageError for a column that isn't there; CatalogImportError
 */
export async function readPhotoList(
  path: string,
  {
    fileColumn,
    labelColumn,
    folder = dirname(resolve(path)),
  }: PhotoListColumns & { readonly folder?: string | undefined },
): Promise<PhotoList> {
  const source = await openRowSource(path, {});
  const fileAt = columnIndex(path, source, ['--file-column', fileColumn]);
  const labelAt = columnIndex(path, source, ['--label-column', labelColumn]);
  const photos: LabelledPhoto[] = [];
  const failures: UnreadablePhoto[] = [];
  for await (const row of source.rows()) {
    const place = `${path}, row ${String(row.row)}`;
    if ('failure' in row) {
      failures.push({ file: place, reason: row.failure });
      continue;
    }
    const [file, label] = [row.cells[fileAt], row.cells[labelAt]].map((cell) => String(cell ?? '').trim());
    if (!file) failures.push({ file: place, reason: 'it names no photo' });
    else if (!label) failures.push({ file, reason: 'it has no label' });
    else photos.push({ file, label, url: urlOf(file, folder) });
  }
  return { path, folder, photos, failures };
}

function columnIndex(path: string, { columns }: RowSource, [option, name]: readonly [string, string]): number {
  const index = columns.indexOf(name);
  if (index >= 0) return index;
  const found = columns.slice(0, 40).map((column) => `'${column}'`);
  throw new UsageError(`'${path}' has no column '${name}', only ${found.join(', ')}. Name the right one: ${option}.`);
}

function urlOf(file: string, folder: string): string {
  return /^(https?:|s3:|file:|data:|upload:)/i.test(file) ? file : pathToFileURL(resolve(folder, file)).href;
}
