import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Item, type ItemInput, validateInteraction, validateItemInput } from '@kindred/catalog';
import { openCatalogFile, openInteractionFile } from '@kindred/catalog-import';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSampleCatalog, type SampleCatalog } from './build-sample-catalog.ts';
import type { GroundTruth, NearCopy } from './sample/listing.ts';
import type { ShopperTaste } from './sample/shoppers.ts';

const folder = mkdtempSync(join(tmpdir(), 'kindred-sample-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let sample: SampleCatalog;
let inputs: ItemInput[];
let items: Map<string, Item>;
let truth: GroundTruth & { shoppers: readonly ShopperTaste[] };

beforeAll(async () => {
  sample = await buildSampleCatalog({ outDir: join(folder, 'one'), seed: 1 });
  const rows = await collect(await openCatalogFile(sample.itemsFile));
  expect(rows.filter((row) => 'failure' in row)).toEqual([]);
  inputs = rows.flatMap((row) => ('input' in row ? [row.input] : []));
  items = new Map(inputs.map((input) => [input.id, validateItemInput(input, { now: new Date() })]));
  truth = JSON.parse(readFileSync(sample.groundTruthFile, 'utf8')) as typeof truth;
});

const item = (id: string): Item => items.get(id) as Item;
const pathsOf = (id: string): string[] => item(id).images.map(({ url }) => fileURLToPath(url));

describe('the sample catalogue', () => {
  it('has the size that a laptop embeds in half a minute', () => {
    expect(sample.itemCount).toBe(inputs.length);
    expect(items.size).toBe(inputs.length);
    expect(inputs.length).toBeGreaterThanOrEqual(160);
    expect(inputs.length).toBeLessThanOrEqual(220);
    expect(sample.photoCount).toBeLessThanOrEqual(250);
    expect(readdirSync(join(sample.folder, 'images'))).toHaveLength(sample.photoCount);
    const photos = inputs.flatMap(({ images = [] }) => images);
    expect(photos.filter((url) => !existsSync(fileURLToPath(url)))).toEqual([]);
  });

  it('keeps the real products: sections, brands, colours, variants', () => {
    expect(item('laptop')).toMatchObject({
      title: 'Laptop',
      price: { amount: 1299, currency: 'USD' },
      brand: 'Apple',
      section: ['Electronics', 'Computers'],
      attributes: { RAM: ['8GB', '16GB'], 'screen size': ['13 inch', '15 inch'] },
    });
    expect(item('hard-drive-6tb')).toMatchObject({ price: { amount: 134.35 }, attributes: { HDD: ['6TB'] } });
    expect(item('modern-cafe-chair-mint').attributes['color']).toEqual(['mint']);
    expect(item('tulip-pot').attributes['plant type']).toEqual(['Outdoor', 'Indoor']);
  });

  it('names only items that exist, and no copy without its group', () => {
    const named = [
      ...truth.nearCopies.flatMap(({ itemId, originalId }) => [itemId, originalId]),
      ...truth.duplicateGroups.flat(),
      ...truth.variantGroups.flatMap(({ itemIds }) => itemIds),
      ...truth.outliers.map(({ itemId }) => itemId),
    ];
    expect(named.filter((id) => !items.has(id))).toEqual([]);
    const groupOf = new Map(truth.duplicateGroups.flatMap((group) => group.map((id) => [id, group[0]] as const)));
    expect(groupOf.size).toBe(truth.duplicateGroups.flat().length);
    for (const { itemId, originalId } of truth.nearCopies) expect(groupOf.get(itemId)).toBe(originalId);
  });

  it('has every kind of copy, outliers, and about 15 % incomplete copies', () => {
    const count = (kind: NearCopy['kind']): number => truth.nearCopies.filter((copy) => copy.kind === kind).length;
    expect([count('photo-and-text'), count('photo-only'), count('text-only')]).toEqual([33, 8, 41]);
    expect(truth.outliers.map(({ kind }) => kind).sort()).toEqual([
      ...Array<string>(6).fill('wrong-photo'),
      ...Array<string>(6).fill('wrong-section'),
    ]);
    expect(truth.nearCopies.filter(({ photosReordered }) => photosReordered).length).toBeGreaterThanOrEqual(6);
    const withWords = truth.nearCopies.filter(({ kind }) => kind !== 'photo-only');
    const incomplete = truth.nearCopies.filter(({ missing, kind }) =>
      missing.some((what) => what !== 'brand' || kind !== 'photo-only'),
    );
    expect(incomplete.length / truth.nearCopies.length).toBeGreaterThan(0.1);
    expect(incomplete.length / truth.nearCopies.length).toBeLessThan(0.2);
    expect(new Set(truth.nearCopies.flatMap(({ missing }) => missing))).toEqual(
      new Set(['photo', 'price', 'brand', 'section']),
    );
    for (const { itemId, originalId } of withWords) expect(item(itemId).title).not.toBe(item(originalId).title);
  });

  it('copies a photo once, of a product without variants, six of them byte for byte', () => {
    const byPhoto = truth.nearCopies.filter(({ kind }) => kind !== 'text-only');
    expect(new Set(byPhoto.map(({ originalId }) => originalId)).size).toBe(byPhoto.length);
    const varied = new Set(truth.variantGroups.map(({ productId }) => productId));
    expect(byPhoto.filter(({ originalId }) => varied.has(originalId))).toEqual([]);
    const exact = byPhoto.filter(({ photoEdits }) => photoEdits[0]?.[0] === 'same bytes');
    expect(exact).toHaveLength(6);
    const bytesOf = (id: string): string[] => pathsOf(id).map((path) => readFileSync(path, 'base64'));
    for (const { itemId, originalId } of exact)
      expect(bytesOf(itemId).toSorted()).toEqual(bytesOf(originalId).toSorted());
  });

  it('changes prices of copies by a few percent at most', () => {
    const ratios = truth.nearCopies.flatMap(({ itemId, originalId }) => {
      const [copy, original] = [item(itemId).price?.amount, item(originalId).price?.amount];
      return copy === undefined || original === undefined ? [] : [copy / original];
    });
    expect(Math.min(...ratios)).toBeGreaterThan(0.93);
    expect(Math.max(...ratios)).toBeLessThan(1.07);
  });

  it('shows in a copied photo what the original shows, mirrored or not, and something else in a wrong one', async () => {
    const wrong = new Set(truth.outliers.filter(({ kind }) => kind === 'wrong-photo').map(({ itemId }) => itemId));
    const copies = truth.nearCopies.filter(({ kind }) => kind !== 'text-only');
    for (const { itemId, originalId, photosReordered } of copies) {
      const [first, last] = [pathsOf(itemId)[0], pathsOf(itemId).at(-1)];
      const likeness = await likenessOf((photosReordered ? last : first) as string, pathsOf(originalId)[0] as string);
      expect(likeness, `${itemId} of ${originalId}`).toBeGreaterThan(0.75);
    }
    for (const { itemId, originalId } of truth.nearCopies.filter((copy) => wrong.has(copy.itemId)))
      expect(await likenessOf(pathsOf(itemId)[0] as string, pathsOf(originalId)[0] as string)).toBeLessThan(0.75);
  });

  it('puts an outlier of section under another root', () => {
    for (const outlier of truth.outliers) {
      if (outlier.kind !== 'wrong-section') continue;
      expect(item(outlier.itemId).section).toEqual(outlier.section);
      expect(outlier.section[0]).not.toBe(outlier.trueSection[0]);
    }
  });

  it('has shoppers whose events follow their taste', async () => {
    const rows = await collect(await openInteractionFile(sample.interactionsFile));
    const events = rows.map((row) =>
      'input' in row ? validateInteraction(row.input, { now: new Date() }) : expect.fail(row.failure),
    );
    expect(events).toHaveLength(sample.interactionCount);
    const counts = Map.groupBy(events, (event) => event.userId);
    expect(counts.size).toBe(60);
    for (const own of counts.values()) {
      expect(own.length).toBeGreaterThanOrEqual(5);
      expect(own.length).toBeLessThanOrEqual(40);
    }
    expect(new Set(events.map(({ type }) => type)).size).toBe(7);
    const newest = new Date(sample.referenceDate).getTime();
    for (const { occurredAt } of events) expect(newest - occurredAt.getTime()).toBeLessThanOrEqual(90 * 86_400_000);
    const tastes = new Map(
      truth.shoppers.map((taste) => [taste.userId, taste.sections.map((section) => section.join())]),
    );
    const inTaste = (userId: string, itemId: string): boolean =>
      tastes.get(userId)?.includes(item(itemId).section.join()) ?? false;
    const liked = events.filter(({ type }) => type !== 'dislike');
    const observed = liked.filter(({ userId, itemId }) => inTaste(userId, itemId)).length / liked.length;
    const byChance =
      [...tastes.keys()].flatMap((userId) => inputs.filter(({ id }) => inTaste(userId, id))).length /
      (60 * inputs.length);
    expect(observed).toBeGreaterThan(2.5 * byChance);
    expect(
      events.filter(({ type, userId, itemId }) => type === 'dislike' && inTaste(userId, itemId)).length,
    ).toBeLessThan(5);
  });
});

describe('buildSampleCatalog', () => {
  it('leaves an identical catalogue alone, redoes a half-made one, and gives the same bytes', async () => {
    const hash = (): string => hashOf(sample.folder);
    const before = hash();
    const stamp = join(sample.folder, 'sample-catalog.json');
    const madeAt = statSync(stamp).mtimeMs;
    expect(await buildSampleCatalog({ outDir: sample.folder, seed: 1 })).toMatchObject({
      reused: true,
      itemCount: sample.itemCount,
    });
    expect(statSync(stamp).mtimeMs).toBe(madeAt);
    rmSync(stamp);
    writeFileSync(join(sample.folder, 'images/half.jpg'), 'x');
    expect(await buildSampleCatalog({ outDir: sample.folder, seed: 1 })).toMatchObject({ reused: false });
    expect(hash()).toBe(before);
    expect(readdirSync(folder)).toEqual(['one']);
  });

  it('gives something else for another seed, moved by another date', async () => {
    const other = await buildSampleCatalog({
      outDir: join(folder, 'two'),
      seed: 2,
      referenceDate: new Date('2025-07-01'),
    });
    expect(hashOf(other.folder)).not.toBe(hashOf(sample.folder));
    const rows = await collect(await openInteractionFile(other.interactionsFile));
    const last = rows.at(-1);
    expect(last && 'input' in last && last.input.occurredAt.getTime()).toBeGreaterThan(
      new Date('2025-06-25').getTime(),
    );
  });

  it("refuses a folder with someone's files", async () => {
    mkdirSync(join(folder, 'mine'));
    writeFileSync(join(folder, 'mine/thesis.txt'), 'x');
    await expect(buildSampleCatalog({ outDir: join(folder, 'mine') })).rejects.toMatchObject({
      code: 'FOLDER_NOT_OURS',
    });
    expect(readdirSync(join(folder, 'mine'))).toEqual(['thesis.txt']);
  });
});

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

function hashOf(path: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }).sort())
    if (statSync(join(path, name)).isFile()) hash.update(name).update(readFileSync(join(path, name)));
  return hash.digest('hex');
}

/** Correlation of two photos as 16 × 16 grey pixels, of the one as it is or mirrored; 1 is the same. White borders are cut off. */
async function likenessOf(a: string, b: string): Promise<number> {
  const other = await pixels(b, false);
  return Math.max(correlation(await pixels(a, false), other), correlation(await pixels(a, true), other));
}

async function pixels(path: string, mirror: boolean): Promise<number[]> {
  const { width = 0, height = 0 } = await sharp(path).metadata();
  const side = Math.round(Math.max(width, height) * 0.05);
  const inner = await sharp(path)
    .extract({ left: side, top: side, width: width - 2 * side, height: height - 2 * side })
    .toBuffer();
  const { data } = await sharp(inner)
    .flop(mirror)
    .resize(16, 16, { fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  const sum = (f: (i: number) => number): number => a.reduce((total, _, i) => total + f(i), 0);
  const da = (i: number): number => (a[i] as number) - meanA;
  const db = (i: number): number => (b[i] as number) - meanB;
  return sum((i) => da(i) * db(i)) / Math.sqrt(sum((i) => da(i) ** 2) * sum((i) => db(i) ** 2));
}
