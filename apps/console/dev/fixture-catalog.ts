import { readFileSync } from 'node:fs';

export interface FixtureItem {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly price: { readonly amount: number; readonly currency: string } | null;
  readonly brand: string | null;
  readonly section: readonly string[];
  readonly photo: string | null;
  readonly available: boolean;
}

const ASSETS = new URL('../../../node_modules/@vendure/create/assets/', import.meta.url);

export function photoUrl(name: string): URL {
  return new URL(`images/${name}`, ASSETS);
}

/** The products of `@vendure/create`, repeated with other prices and names until there are `count` of them. */
export function readFixtureCatalog(count: number): FixtureItem[] {
  const rows = parseCsv(readFileSync(new URL('products.csv', ASSETS), 'utf8'));
  const products = rows.filter((row) => row['name'] !== '').map(toItem);
  return Array.from({ length: count }, (_, index) => {
    const product = products[index % products.length] as FixtureItem;
    const edition = Math.floor(index / products.length);
    if (edition === 0) return product;
    const amount = Math.round((product.price?.amount ?? 10) * (1 + 0.13 * edition) * 100) / 100;
    return {
      ...product,
      id: `${product.id}-${edition + 1}`,
      title: `${product.title} ${edition + 1}`,
      price: { amount, currency: 'EUR' },
    };
  });
}

function toItem(row: Record<string, string>, index: number): FixtureItem {
  const facets = (row['facets'] ?? '').split('|').map((facet) => facet.split(':') as [string, string]);
  return {
    id: row['sku'] || row['slug'] || String(index),
    title: row['name'] ?? '',
    description: row['description'] ?? '',
    price: index % 17 === 5 ? null : { amount: Number(row['price']), currency: 'EUR' },
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
