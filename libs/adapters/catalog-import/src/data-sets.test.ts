import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { openCatalogFile } from './catalog-file.ts';
import { openInteractionFile } from './interaction-file.ts';
import { collect, tempFile } from './testing/temp-file.ts';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const dataSets = process.env['KINDRED_DATASETS_DIR'] ?? join(repository, '../shared/data');
const present = existsSync(dataSets);
if (!present) console.warn(`Skipped: no data sets in '${dataSets}' (KINDRED_DATASETS_DIR).`);

it.skipIf(!present)('reads the Magento export: 2,046 products, photos that exist', async () => {
  const folder = join(dataSets, 'magento-luma');
  const file = await openCatalogFile(join(folder, 'products_flat.csv'), { imagesFolder: join(folder, 'images') });
  const rows = await collect(file);
  expect([file.rowCount, rows.length]).toEqual([2046, 2046]);
  const inputs = rows.flatMap((row) => ('input' in row ? [row.input] : []));
  expect(inputs).toHaveLength(2046);
  expect(inputs.filter(({ price }) => price !== undefined)).toHaveLength(2044);
  const withPhoto = inputs.filter(({ images }) => images !== undefined);
  expect(withPhoto).toHaveLength(1994);
  expect(withPhoto.flatMap(({ images = [] }) => images).filter((url) => !existsSync(fileURLToPath(url)))).toEqual([]);
  expect(inputs.find(({ id }) => id === 'MJ04-M-Purple')).toMatchObject({
    title: 'Kenobi Trail Jacket-M-Purple',
    section: ['Default Category', 'Men', 'Tops', 'Jackets'],
    attributes: { size: 'M', color: 'Purple', product_type: 'simple' },
  });
});

it.skipIf(!present)('reads the 2,465 products of the AWS demo shop as JSON lines', async () => {
  const products = parse(readFileSync(join(dataSets, 'aws-retail-demo-catalog/products.yaml'), 'utf8')) as object[];
  const path = tempFile('products.jsonl', products.map((product) => JSON.stringify(product)).join('\n'));
  const file = await openCatalogFile(path);
  const rows = await collect(file);
  expect(rows.filter((row) => 'failure' in row)).toEqual([]);
  expect(rows).toHaveLength(2465);
  expect(rows[0]).toMatchObject({
    input: {
      title: 'Adventure-Ready Expedition Backpack',
      price: { amount: 129.99 },
      section: ['accessories'],
      available: true,
      attributes: { style: 'backpack', gender_affinity: 'F' },
    },
  });
});

it.skipIf(!present)('reads the 100,004 ratings of MovieLens', async () => {
  const ratings = readFileSync(join(dataSets, 'ml-latest-small/ratings.dat'), 'utf8').replaceAll('::', ',');
  const path = tempFile('ratings.csv', `userId,movieId,rating,timestamp\n${ratings}`);
  const rows = await collect(await openInteractionFile(path));
  expect(rows).toHaveLength(100_004);
  expect(rows.filter((row) => 'failure' in row)).toEqual([]);
  expect(rows[0]).toMatchObject({
    row: 1,
    input: { type: 'rating', userId: '1', occurredAt: expect.any(Date) as Date },
  });
});
