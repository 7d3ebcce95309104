import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { readSourceProducts } from './sample/source-products.ts';

it('credits the photographer of every photo', async () => {
  const credits = readFileSync(new URL('../CREDITS.md', import.meta.url), 'utf8');
  const products = await readSourceProducts();
  expect(products).toHaveLength(54);
  expect(products.filter(({ photoPath }) => !credits.includes(`\`${basename(photoPath)}\``))).toEqual([]);
});
