import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { generateCatalog, type GeneratedItem, type GeneratorOptions } from './generate-catalog.ts';
import { SECTIONS } from './section-grammar.ts';

const BATCH = 1000;
const ATTRIBUTES = [...new Set([...SECTIONS.flatMap(({ attributes }) => Object.keys(attributes)), 'kind'])].sort();
const FIELDS = ['id', 'title', 'description', 'price', 'currency', 'brand', 'section', 'available', 'created_at'];

/** Streams a generated catalogue into a CSV file of the import format; returns the number of items. @throws InvalidOptionError */
export async function writeCatalogCsv(path: string, options: GeneratorOptions): Promise<number> {
  const file = createWriteStream(path);
  await once(file, 'open');
  let rows: string[][] = [[...FIELDS, ...ATTRIBUTES.map((name) => `attributes.${name}`)]];
  let count = 0;
  const flush = async (): Promise<void> => {
    if (!file.write(stringify(rows))) await once(file, 'drain');
    rows = [];
  };
  for await (const item of generateCatalog(options)) {
    rows.push(rowOf(item));
    count += 1;
    if (rows.length >= BATCH) await flush();
  }
  await flush();
  file.end();
  await finished(file);
  return count;
}

function rowOf({ input }: GeneratedItem): string[] {
  const { id, title, description, price, brand, section, available, createdAt, attributes } = input;
  return [
    ...[id, title, description ?? '', price?.amount.toFixed(2) ?? '', price?.currency ?? '', brand ?? ''],
    ...[section?.join(' > ') ?? '', String(available), createdAt?.toISOString() ?? ''],
    ...ATTRIBUTES.map((name) => String(attributes?.[name] ?? '')),
  ];
}
