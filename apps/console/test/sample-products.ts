import { readFileSync } from 'node:fs';

export interface SampleProduct {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly price: { readonly amount: number; readonly currency: string } | null;
  readonly brand: string | null;
  readonly section: readonly string[];
  /** File name in the folder of photos. */
  readonly photo: string | null;
  readonly available: boolean;
}

const ASSETS = new URL('../../../node_modules/@vendure/create/assets/', import.meta.url);

export const PHOTO_FOLDER = new URL('images/', ASSETS);

/** The products of `@vendure/create`; a few lack their price or photo, so that what is missing is tried as well. */
export function readSampleProducts(): SampleProduct[] {
  return parseCsv(readFileSync(new URL('products.csv', ASSETS), 'utf8'))
    .filter((row) => row['name'] !== '')
    .map(toProduct);
}

function toProduct(row: Record<string, string>, index: number): SampleProduct {
  const facets = (row['facets'] ?? '').split('|').map((facet) => facet.split(':') as [string, string]);
  return {
    id: row['sku'] || row['slug'] || String(index),
    title: row['name'] ?? '',
    description: row['description'] ?? '',
    price: index % 17 === 5 ? null : { amount: Number(row['price']), currency: 'USD' },
    brand: facets.find(([name]) => name === 'brand')?.[1] ?? null,
    section: facets.filter(([name]) => name === 'category').map(([, value]) => value),
    photo: index % 19 === 7 ? null : (row['assets'] ?? '').split('|')[0] || null,
    available: index % 6 !== 4,
  };
}

/** Fields may be quoted, with doubled quotes inside; every field is trimmed. */
function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/[ \t]*(?:"((?:[^"]|"")*)"[^,\n]*|([^,\n]*))(,|\n|$)/g)) {
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain ?? '').trim());
    if (end === '\n') rows.push([]);
  }
  const [header = [], ...body] = rows;
  return body
    .filter((row) => row.length >= header.length)
    .map((row) => Object.fromEntries(header.map((name, column) => [name, row[column] ?? ''])));
}
