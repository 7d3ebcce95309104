import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCatalogFile } from '@kindred/catalog-import';
import { parse } from 'yaml';

const repository = fileURLToPath(new URL('../../../../../', import.meta.url));

/** Where the evaluation data sets are: `KINDRED_DATASETS_DIR`, else beside the repository. */
export function dataSetsFolder(): string {
  return process.env['KINDRED_DATASETS_DIR'] ?? join(repository, '../shared/data');
}

/** @throws Error that says how to name the folder, if it is not there */
export function requireDataSets(folder: string): void {
  if (!existsSync(join(folder, 'clothing-small')))
    throw new Error(
      `There are no data sets in '${folder}'. Set KINDRED_DATASETS_DIR to the folder that holds clothing-small, magento-luma and the others.`,
    );
}

const PHOTO_FOLDERS = ['clothing-small/images', 'magento-luma/images', 'eshop-catalog/pics', 'abo-mini/images'];

/** Paths of all product photos, sorted within each set. */
export async function listPhotos(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const part of PHOTO_FOLDERS) {
    const files = await readdir(join(folder, part), { recursive: true });
    const photos = files.filter((file) => /\.(jpe?g|png|webp)$/i.test(file)).sort();
    paths.push(...photos.map((file) => join(folder, part, file)));
  }
  return paths;
}

/** Distinct product texts, title first, a description on the lines after it. */
export async function readProductTexts(folder: string): Promise<string[]> {
  const texts = [
    ...(await readMagento(folder)),
    ...(await readAws(folder)),
    ...(await readEshop(folder)),
    ...(await readMatchingTitles(folder)),
  ];
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text.length >= 4))];
}

async function readMagento(folder: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const row of await openCatalogFile(join(folder, 'magento-luma/products_flat.csv')))
    if ('input' in row) texts.push(`${row.input.title}\n${row.input.description ?? ''}`);
  return texts;
}

async function readAws(folder: string): Promise<string[]> {
  const products = parse(await readFile(join(folder, 'aws-retail-demo-catalog/products.yaml'), 'utf8')) as {
    name: string;
    description: string;
  }[];
  return products.map(({ name, description }) => `${name}\n${description}`);
}

async function readEshop(folder: string): Promise<string[]> {
  const products = JSON.parse(await readFile(join(folder, 'eshop-catalog/catalog.json'), 'utf8')) as {
    Name: string;
    Description: string;
  }[];
  return products.map(({ Name, Description }) => `${Name}\n${Description}`);
}

/** Both sides of the labelled pairs: `COL title VAL … COL price VAL …`; the values without prices. */
async function readMatchingTitles(folder: string): Promise<string[]> {
  const root = join(folder, 'product-matching');
  const files = (await readdir(root, { recursive: true }))
    .filter((file) => /\b(train|valid|test)\.txt/.test(file))
    .sort();
  const texts: string[] = [];
  for (const file of files) {
    for (const line of (await readFile(join(root, file), 'utf8')).split('\n'))
      for (const side of line.split('\t').slice(0, 2)) texts.push(valuesOf(side));
  }
  return texts;
}

function valuesOf(side: string): string {
  const columns = side.split(/\bCOL (?=\w+ VAL )/).flatMap((part) => {
    const [name, value] = part.split(' VAL ', 2).map((text) => text.trim());
    return name === undefined || value === undefined || /price|abv|time|released/i.test(name) ? [] : [value];
  });
  return columns.filter((value) => value !== '').join('\n');
}
