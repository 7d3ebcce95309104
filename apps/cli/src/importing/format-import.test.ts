import { expect, it } from 'vitest';
import { formatImport } from './format-import.ts';
import type { ImportDocument, ItemsDocument } from './import-document.ts';

const items: ItemsDocument = {
  file: '/shop/products.csv',
  rows: 2000,
  counts: { read: 2000, embedded: 1900, unchanged: 88, failed: 12 },
  elapsedMs: 80_000,
  blocksEncoded: 3100,
  photoProblems: { count: 1, first: [{ url: 'https://x.example/a.jpg', reason: 'The photo address is refused: no.' }] },
  columns: { fields: { id: ['sku'] }, attributes: {}, ignored: ['note'] },
  warnings: ['The vector store did not take all items.'],
  failures: [{ row: 3, itemId: 'A\u001b[0m', reason: 'title is blank' }],
};
const document: ImportDocument = { catalog: 'default', dryRun: false, status: 'completed', items, elapsedMs: 81_000 };

it('sums up, names the first failures, and says what to do', () => {
  expect(formatImport({ ...document, failuresFile: 'failed.csv' })).toMatchInlineSnapshot(`
    "2,000 rows read = 1,900 embedded + 88 unchanged + 12 failed, in 1 min 20 s (25.0 rows/s, 3,100 texts and photos encoded)
    Columns ignored: 'note'
      row 3 (A [0m): title is blank
      … and 11 more; --failures <file> writes all
    1 photo could not be read; the items are there without it. KINDRED_IMAGE_HOSTS names the hosts they may come from.
      The photo address is refused: no.
    Warning: The vector store did not take all items.
    12 failed rows written to failed.csv"
  `);
});

it('after Ctrl-C says what is kept and how to go on', () => {
  expect(formatImport({ ...document, status: 'cancelled' })).toContain('run the same command again to go on');
});

it('hints at the folder of photos that were refused by their path', () => {
  const first = [{ url: 'file:///m/a.jpg', reason: 'The photo address is refused: outside.' }];
  const text = formatImport({ ...document, items: { ...items, photoProblems: { count: 7, first } } });
  expect(text).toContain('7 photos could not be read; the items are there without them. --images-folder');
});

it('shows in a dry run what each column was taken for', () => {
  expect(formatImport({ ...document, dryRun: true })).toContain("Columns: id from 'sku'");
});
