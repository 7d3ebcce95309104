import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCatalogFile } from './catalog-file.ts';
import { readPrice } from './read-cells.ts';
import { readImages } from './read-media.ts';
import { SeenIds } from './seen-ids.ts';
import { collect, tempFile } from './testing/temp-file.ts';

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const text = fc
  .string({ unit: fc.constantFrom(...'ab"\n,; é🙂\t'), minLength: 1, maxLength: 12 })
  .filter((s) => s.trim() !== '');
const items = fc.uniqueArray(fc.record({ id: text, title: text }), {
  selector: ({ id }) => id,
  minLength: 1,
  maxLength: 30,
});
const csvOf = (rows: readonly { id: string; title: string }[]): string =>
  `id,title\n${rows.map(({ id, title }) => `${quote(id)},${quote(title)}`).join('\n')}\n`;

describe('CSV', () => {
  it('gives back what was written', async () => {
    await fc.assert(
      fc.asyncProperty(items, async (written) => {
        const rows = await collect(await openCatalogFile(tempFile('a.csv', csvOf(written))));
        expect(rows.map((row) => ('input' in row ? [row.input.id, row.input.title] : row))).toEqual(
          written.map(({ id, title }) => [id, title.trim()]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('counts every row once, whatever bytes were broken', async () => {
    const breaks = fc.array(fc.tuple(fc.nat(2000), fc.constantFrom(0x22, 0x0a, 0x2c, 0xff, 0x20)), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(items, breaks, async (written, broken) => {
        const bytes = Buffer.from(csvOf(written));
        for (const [at, byte] of broken) bytes[9 + (at % (bytes.length - 9))] = byte;
        const file = await openCatalogFile(tempFile('a.csv', bytes)).catch((error: { code?: string }) => error.code);
        // Nothing but blanks may be left.
        if (typeof file !== 'object') return expect(file).toBe('EMPTY_FILE');
        const rows = await collect(file);
        expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: file.rowCount }, (_, index) => index + 1));
      }),
      { numRuns: 100 },
    );
  });

  it('loses one row to a quote that is never closed, not the rest of the file', async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `${String(index)},Item ${String(index)}`);
    lines[5] = '5,"Item 5';
    const rows = await collect(await openCatalogFile(tempFile('a.csv', `id,title\n${lines.join('\n')}\n`)));
    expect(rows.filter((row) => 'failure' in row).map(({ row }) => row)).toEqual([6]);
    expect(rows).toHaveLength(10_000);
  });

  it('streams: a file of 300,000 rows needs no more memory than a small one', async () => {
    const row = (index: number): string => `${String(index)},Item,"${'words and words '.repeat(10)}"\n`;
    const path = tempFile(
      'big.csv',
      `id,title,description\n${Array.from({ length: 300_000 }, (_, i) => row(i)).join('')}`,
    );
    const before = process.memoryUsage().arrayBuffers;
    const file = await openCatalogFile(path);
    let count = 0;
    let peakBytes = 0;
    for await (const { row: number } of file) {
      count += 1;
      if (number % 10_000 === 0) peakBytes = Math.max(peakBytes, process.memoryUsage().arrayBuffers - before);
    }
    expect(count).toBe(300_000);
    // The file has 52 MB.
    expect(peakBytes).toBeLessThan(40e6);
  });
});

describe('cells', () => {
  it.each([
    ['12.50', 12.5, 'USD'],
    ['1,299', 1299, 'USD'],
    ['1,299.00', 1299, 'USD'],
    ['1.299,00', 1299, 'USD'],
    ['12,5', 12.5, 'USD'],
    ["1'299.50", 1299.5, 'USD'],
    ['€ 12', 12, 'EUR'],
    ['12.50 eur', 12.5, 'EUR'],
    ['0', 0, 'USD'],
    ['-3', -3, 'USD'],
  ])('price %s', (written, amount, currency) => {
    expect(readPrice(written, 'USD')).toEqual({ amount, currency });
  });

  it.each(['12,x', '1,2,3', '12.5.0', 'free', '1e400', '--2', '1,29,900'])('no price %s', (written) => {
    expect(() => readPrice(written, 'USD')).toThrow(/not an amount/);
  });

  it('photos', () => {
    const data = 'data:image/png;base64,iVBORw0=';
    expect(readImages(`${data};b, c.jpg|//cdn.x.org/d.jpg`, '/f', false)).toEqual([
      data,
      'file:///f/b,%20c.jpg',
      'https://cdn.x.org/d.jpg',
    ]);
    expect(readImages('https://x.org/a?w=1,https://x.org/b', '/f', false)).toEqual([
      'https://x.org/a?w=1',
      'https://x.org/b',
    ]);
    expect(readImages('s3://photos/a.jpg, s3://photos/b', '/f', false)).toEqual(['s3://photos/a.jpg', 's3://photos/b']);
    expect(readImages(['../x.jpg'], '/f/g', false)).toEqual(['file:///f/x.jpg']);
  });

  it('ids: says in which row one stood first', () => {
    const seen = new SeenIds();
    for (let row = 1; row <= 5000; row++) expect(seen.add(`id ${String(row)}`, row)).toBeUndefined();
    expect([1, 777, 5000].map((row) => seen.add(`id ${String(row)}`, 9999))).toEqual([1, 777, 5000]);
  });
});
