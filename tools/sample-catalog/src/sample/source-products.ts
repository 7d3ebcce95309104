import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { SourceNotFoundError } from '../errors.ts';

/** One way to buy a product: 16 GB, size 42, mint. */
export interface SourceVariant {
  readonly sku: string;
  /** Option → value; empty where a product has one variant only. */
  readonly options: Readonly<Record<string, string>>;
  /** US dollars. */
  readonly price: number;
  readonly colours: readonly string[];
}

export interface SourceProduct {
  /** Unique. */
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly photoPath: string;
  readonly section: readonly string[];
  readonly brand?: string;
  readonly colours: readonly string[];
  readonly plantTypes: readonly string[];
  /** At least one. */
  readonly variants: readonly SourceVariant[];
}

type Row = Readonly<Record<string, string>>;

/** The products of Vendure's demo shop, read where npm put them. @throws SourceNotFoundError */
export async function readSourceProducts(): Promise<SourceProduct[]> {
  const assets = assetsFolder();
  const text = await readFile(join(assets, 'products.csv'), 'utf8').catch((error: unknown) => {
    throw new SourceNotFoundError(`its products.csv can't be read`, { cause: error });
  });
  const rows = parse(text, { columns: true, trim: true, bom: true, skip_empty_lines: true }) as Row[];
  const groups: Row[][] = [];
  for (const row of rows) {
    if (row['name'] !== '') groups.push([row]);
    else groups.at(-1)?.push(row);
  }
  return groups.map((group) => productOf(group, join(assets, 'images')));
}

function assetsFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('@vendure/create/package.json')), 'assets');
  } catch (error) {
    throw new SourceNotFoundError('it is not installed', { cause: error });
  }
}

function productOf(rows: readonly Row[], photos: string): SourceProduct {
  const first = rows[0] as Row;
  const facets = facetsOf(first['facets']);
  const brand = facets('brand')[0];
  return {
    slug: first['slug'] ?? '',
    name: first['name'] ?? '',
    description: first['description'] ?? '',
    photoPath: join(photos, first['assets'] ?? ''),
    section: facets('category'),
    ...(brand === undefined ? {} : { brand }),
    colours: facets('color'),
    plantTypes: facets('plant type'),
    variants: rows.map((row) => variantOf(row, parts(first['optionGroups']))),
  };
}

function variantOf(row: Row, optionNames: readonly string[]): SourceVariant {
  const values = parts(row['optionValues']);
  return {
    sku: row['sku'] ?? '',
    options: Object.fromEntries(optionNames.map((name, index) => [name, values[index] ?? ''])),
    price: Number(row['price']),
    colours: facetsOf(row['variantFacets'])('color'),
  };
}

/** `category:Electronics|category:Photo` → a look-up of the values of a facet. */
function facetsOf(text: string | undefined): (name: string) => string[] {
  const facets = parts(text).map((facet) => facet.split(':').map((part) => part.trim()));
  return (name) => facets.flatMap(([key, value]) => (key === name && value ? [value] : []));
}

function parts(text: string | undefined): string[] {
  return (text ?? '').split('|').filter((part) => part !== '');
}
