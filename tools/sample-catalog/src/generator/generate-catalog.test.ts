import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatalogFile } from '@kindred/catalog-import';
import { validateItemInput } from '@kindred/catalog';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BRAND_EXPONENT, Families } from './families.ts';
import { generateCatalog, type GeneratedItem, type GeneratorOptions, MISSING_RATES } from './generate-catalog.ts';
import { SECTIONS } from './section-grammar.ts';
import { writeCatalogCsv } from './write-catalog-csv.ts';

async function generate(options: GeneratorOptions): Promise<GeneratedItem[]> {
  const items: GeneratedItem[] = [];
  for await (const item of generateCatalog(options)) items.push(item);
  return items;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

/** Largest distance between the distribution of the values and the standard normal one (Kolmogorov, Smirnov). */
function normalDistance(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.max(...sorted.map((value, index) => Math.abs((index + 0.5) / sorted.length - normalBelow(value))));
}

/** Abramowitz and Stegun 26.2.17, to 7.5 · 10⁻⁸. */
function normalBelow(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x > 0 ? 1 - tail : tail;
}

describe('generateCatalog', () => {
  it('gives the same for the same seed, and something else for another', async () => {
    const options = { items: 500, seed: 7, blocks: { image: 32, text: 16 } };
    const first = await generate(options);
    expect(await generate(options)).toEqual(first);
    expect((await generate({ ...options, seed: 8 })).map(({ input }) => input.title)).not.toEqual(
      first.map(({ input }) => input.title),
    );
  });

  it('gives valid items with ids of their own', async () => {
    const items = await generate({ items: 20_000, seed: 1 });
    expect(new Set(items.map(({ input }) => input.id)).size).toBe(20_000);
    for (const { input } of items) validateItemInput(input, { now: new Date('2025-06-01') });
  });

  it('draws brands by Zipf: on a double logarithmic scale, count over rank falls with the exponent', async () => {
    const counts = new Map<string, number>();
    for await (const { input } of generateCatalog({ items: 100_000, seed: 1 }))
      if (input.brand !== undefined) counts.set(input.brand, (counts.get(input.brand) ?? 0) + 1);
    const sorted = [...counts.values()].sort((a, b) => b - a).slice(0, 100);
    const x = sorted.map((_, index) => Math.log(index + 1));
    const y = sorted.map((count) => Math.log(count));
    const slope =
      mean(x.map((value, i) => (value - mean(x)) * ((y[i] as number) - mean(y)))) /
      mean(x.map((value) => (value - mean(x)) ** 2));
    expect(Math.abs(slope + BRAND_EXPONENT)).toBeLessThan(0.12);
  });

  it('gives every brand a name of its own', () => {
    const families = new Families(10_000_000, 1);
    const names = new Map<number, string>();
    for (let index = 0; index < 60_000; index++) {
      const { brandRank, brand } = families.family(index);
      names.set(brandRank, brand);
    }
    expect(names.size).toBeGreaterThan(3000);
    expect(new Set(names.values()).size).toBe(names.size);
  });

  it('draws log-normal prices around the median of each section', async () => {
    const bySection = new Map(SECTIONS.map((section) => [section.path.join('/'), { section, scores: [] as number[] }]));
    for await (const { input } of generateCatalog({ items: 60_000, seed: 2 })) {
      const entry = bySection.get(input.section?.join('/') ?? '');
      if (!entry || !input.price) continue;
      const { medianPrice, logDeviation } = entry.section;
      entry.scores.push(Math.log(input.price.amount / medianPrice) / logDeviation);
    }
    // Cheap sections are bent by endings such as .99; half the spread is shared by a family, so some thousand draws are independent.
    const scores = [...bySection.values()]
      .filter(({ section }) => section.medianPrice >= 40)
      .flatMap(({ scores: all }) => all);
    expect(scores.length).toBeGreaterThan(20_000);
    expect(normalDistance(scores)).toBeLessThan(0.025);
    // The test has teeth: the prices themselves are far from normal.
    const prices = scores.map((score) => Math.exp(score));
    const centre = mean(prices);
    const deviation = Math.sqrt(mean(prices.map((price) => (price - centre) ** 2)));
    expect(normalDistance(prices.map((price) => (price - centre) / deviation))).toBeGreaterThan(0.1);
  });

  it('leaves out what the rates say', async () => {
    const items = await generate({ items: 20_000, seed: 3, blocks: { image: 8 } });
    const rate = (lacks: (item: GeneratedItem) => boolean): number => items.filter(lacks).length / items.length;
    expect(rate(({ input }) => input.brand === undefined)).toBeCloseTo(MISSING_RATES.brand, 2);
    expect(rate(({ input }) => input.price === undefined)).toBeCloseTo(MISSING_RATES.price, 2);
    expect(rate(({ input }) => input.section === undefined)).toBeCloseTo(MISSING_RATES.section, 2);
    expect(rate(({ input }) => input.description === undefined)).toBeCloseTo(MISSING_RATES.description, 2);
    expect(rate(({ blocks }) => blocks.image === undefined)).toBeCloseTo(MISSING_RATES.image, 2);
  });

  it('gives unit blocks whose similarity grows with what two items share', async () => {
    const items = await generate({ items: 500, seed: 4, blocks: { image: 256, text: 192 } });
    const sims = { unrelated: [] as number[][], section: [] as number[][], family: [] as number[][] };
    for (let i = 0; i < 500; i++)
      for (let j = i + 1; j < 500; j++) {
        const [a, b] = [items[i] as GeneratedItem, items[j] as GeneratedItem];
        const [one, other] = [a.input.section, b.input.section];
        if (!a.blocks.image || !b.blocks.image || !a.blocks.text || !b.blocks.text || !one || !other) continue;
        const kind =
          a.family === b.family
            ? 'family'
            : one.join() === other.join()
              ? 'section'
              : one[0] === other[0]
                ? undefined
                : 'unrelated';
        if (kind !== undefined)
          sims[kind].push([dot(a.blocks.image, b.blocks.image), dot(a.blocks.text, b.blocks.text)]);
      }
    const means = (pairs: number[][]): number[] =>
      [0, 1].map((block) => mean(pairs.map((pair) => pair[block] as number)));
    expect(dot(items[0]?.blocks.text as Float32Array, items[0]?.blocks.text as Float32Array)).toBeCloseTo(1, 5);
    const expected = { unrelated: [0.55, 0.1], section: [0.7, 0.4], family: [0.9, 0.75] };
    for (const kind of ['unrelated', 'section', 'family'] as const) {
      const [image = 0, text = 0] = means(sims[kind]);
      expect(Math.abs(image - (expected[kind][0] as number))).toBeLessThan(0.04);
      expect(Math.abs(text - (expected[kind][1] as number))).toBeLessThan(0.04);
    }
  }, 60_000);

  it('writes a CSV that the importer reads without a failure', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kindred-generated-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'items.csv');
    expect(await writeCatalogCsv(path, { items: 3000, seed: 5 })).toBe(3000);
    const expected = await generate({ items: 3000, seed: 5 });
    let index = 0;
    for await (const row of await openCatalogFile(path)) {
      const { createdAt, price, ...item } = expected[index++]?.input ?? { id: '', title: '' };
      expect(row).toMatchObject({ input: { ...item, createdAt, ...(price === undefined ? {} : { price }) } });
    }
    expect(index).toBe(3000);
  });

  it.each([0, -1, 1.5, Number.NaN, 2e7])('refuses %s items', async (items) => {
    await expect(generate({ items, seed: 1 })).rejects.toThrow(/'items' must be a whole number from 1 to 10,000,000/);
  });
});
