import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TextEmbeddingModel } from '@kindred/embedding-model';
import { openEncoder } from '@kindred/embedding-model-onnx';
import { effectiveWeights, sectionKey, splitBlocks, type LayoutStatistics } from '@kindred/fusion';
import { createSeededRandom, dot } from '@kindred/vector-math';
import { benchmarkReport, type BenchmarkReport } from '../benchmark-report.ts';
import { importLuma, type ImportedCatalog } from '../calibration/import-luma.ts';
import { varianceShares } from '../calibration/variance-shares.ts';
import { fitLinearTower } from './linear-tower.ts';

export interface WordsBenchmarkOptions {
  /** Pairs of each kind. */
  readonly pairs: number;
  readonly seed: number;
  /** `onnx:` or `hf:` encoder of CLIP's kind; default: the bundled encoders with a linear tower. */
  readonly encoder?: string;
}

interface Product {
  readonly title: string;
  readonly section: string;
  readonly text: Float32Array;
  readonly photo: Float32Array;
}

/** A title, by both encoders, and a product that it is compared with. */
interface Query {
  readonly ofText: Float32Array;
  readonly ofTower: Float32Array;
  readonly product: Product;
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
/** How far the linear tower's texts lie from photos. */
const GAPS = { together: 0, apart: 2 };
const modelsDir = join(root, 'models');
const cacheFolder = join(root, '.kindred-build/benchmarks/luma-blocks');

/**
 * Searches by words with equal weights on photos and texts: what share of the score's variance each makes, when weights are divided by the
 * spreads of photos and texts among themselves, and when by those of words among them. On the Magento Luma catalogue. Without an encoder of
 * CLIP's kind the bundled ones are made a pair by a linear map that is learned on one half of the photos; queries and what they are
 * compared with are of the other half. It is measured as it is (`together`), and with all texts shifted away from photos (`apart`).
 */
export async function benchmarkWords({ pairs, seed, encoder }: WordsBenchmarkOptions): Promise<BenchmarkReport> {
  const folder = join(resolve(root, process.env['KINDRED_DATASETS_DIR'] ?? '../shared/data'), 'magento-luma');
  if (!existsSync(folder)) throw new Error(`There is no data set in '${folder}'. Set KINDRED_DATASETS_DIR.`);
  const opened = await openModels(encoder);
  const { text, image } = opened;
  const options = { folder, modelsDir, cacheFolder, ...(image === undefined ? {} : { imageModel: image }) };
  try {
    console.error('Importing the catalogue …');
    const plain = await importLuma(options);
    const products = productsOf(plain);
    const { learned, kept } = halves(products, seed);
    const metrics: Record<string, number> = {};
    const measure = async (name: string, tower: TextEmbeddingModel, { stored }: ImportedCatalog): Promise<void> => {
      console.error(`Measuring on ${String(kept.length)} products with other photos …`);
      const found = measureTower(await embedQueries(kept, { text, tower }), stored.statistics, { pairs, seed });
      for (const [key, value] of Object.entries(found)) metrics[`${name}.${key}`] = value;
    };
    if (image?.textTower !== undefined) await measure('encoder', image.textTower, plain);
    else
      for (const [name, gap] of Object.entries(GAPS)) {
        console.error(`Learning a tower on ${String(learned.length)} products …`);
        const tower = await fitLinearTower(text, learned, { space: 'bench:linear', gap });
        await measure(name, tower, await importLuma({ ...options, textTower: tower }));
      }
    const data = `magento-luma, ${String(products.length)} products with photos, ${encoder ?? 'bundled encoders and a linear tower'}`;
    return benchmarkReport({ name: 'words-among-photos', data, seed, metrics });
  } finally {
    await opened.close();
  }
}

function measureTower(
  queries: readonly Query[],
  { spreads, textSpreads }: LayoutStatistics,
  { pairs, seed }: WordsBenchmarkOptions,
): Record<string, number> {
  const blocks = { image: spreads['image'] ?? NaN, text: spreads['text'] ?? NaN };
  const words = { image: textSpreads?.['image']?.spread ?? NaN, text: textSpreads?.['text']?.spread ?? NaN };
  return {
    'spread.photos': blocks.image,
    'spread.texts': blocks.text,
    'spread.wordsAmongPhotos': words.image,
    'spread.wordsAmongTexts': words.text,
    ...ownPhotoRecall(queries),
    ...influences(drawPairs(queries, pairs, seed), { blocks, words }),
  };
}

/** The bundled text encoder, and a pair where one is named. */
async function openModels(encoder: string | undefined) {
  const { text, close } = await openEncoder('bundled:all-MiniLM-L6-v2', { modelsDir });
  if (text === undefined) throw new Error('The bundled text encoder embeds no texts.');
  if (encoder === undefined) return { text, image: undefined, close };
  const hub = { cacheDir: join(root, '.kindred-build/benchmarks/hub') };
  const pair = await openEncoder(encoder, { allowedFolders: ['/'], hub });
  if (pair.image?.textTower === undefined)
    throw new Error(`'${encoder}' has no text tower: words can't search its photos.`);
  return { text, image: pair.image, close: () => Promise.all([close(), pair.close()]) };
}

function productsOf({ stored, points, sections, titles }: ImportedCatalog): Product[] {
  return points.flatMap(({ itemId, vector, imputed }) => {
    const blocks = splitBlocks(stored.layout, vector);
    const [text, photo] = [blocks.get('text'), blocks.get('image')];
    if (imputed.includes('image') || text === undefined || photo === undefined) return [];
    return [{ title: titles.get(itemId) ?? '', section: sectionKey(sections.get(itemId) ?? []), text, photo }];
  });
}

/** By photo: variants of a product share it, and must not be on both sides. Of those with one photo one is kept. */
function halves(products: readonly Product[], seed: number): { learned: Product[]; kept: Product[] } {
  const random = createSeededRandom(seed);
  const byPhoto = Map.groupBy(products, ({ photo }) => photo.slice(0, 8).join());
  const [learned, kept]: [Product[], Product[]] = [[], []];
  for (const [first, ...others] of byPhoto.values())
    if (first !== undefined && random.next() < 0.5) learned.push(first, ...others);
    else if (first !== undefined) kept.push(first);
  return { learned, kept };
}

async function embedQueries(
  products: readonly Product[],
  { text, tower }: { readonly text: TextEmbeddingModel; readonly tower: TextEmbeddingModel },
): Promise<Query[]> {
  const titles = products.map(({ title }) => title);
  const [ofText, ofTower] = [await text.embedDocuments(titles), await tower.embedDocuments(titles)];
  return products.map((product, row) => ({
    product,
    ofText: ofText.data.subarray(row * ofText.dimension, (row + 1) * ofText.dimension),
    ofTower: ofTower.data.subarray(row * ofTower.dimension, (row + 1) * ofTower.dimension),
  }));
}

/** How many titles have their own photo among the ten closest, and how many would by chance. */
function ownPhotoRecall(queries: readonly Query[]): Record<string, number> {
  const found = queries.filter(({ ofTower, product }) => {
    const own = dot(ofTower, product.photo);
    return queries.filter(({ product: other }) => dot(ofTower, other.photo) > own).length < 10;
  });
  return { ownPhotoRecallAt10: found.length / queries.length, 'ownPhotoRecallAt10.chance': 10 / queries.length };
}

/** [2 · count][2]: similarity with the photo, and with the text, of another product; the second half are within a section. */
function drawPairs(queries: readonly Query[], count: number, seed: number): [number, number][] {
  const random = createSeededRandom(seed);
  const bySection = Map.groupBy(queries, ({ product }) => product.section);
  const rows: [number, number][] = [];
  while (rows.length < 2 * count) {
    const query = queries[random.integer(queries.length)]!;
    const mates = rows.length < count ? queries : bySection.get(query.product.section)!;
    const { product } = mates[random.integer(mates.length)]!;
    if (product !== query.product) rows.push([dot(query.ofTower, product.photo), dot(query.ofText, product.text)]);
  }
  return rows;
}

/** With equal weights, by either spread: photos' share of the score's variance, and what photos contribute beside texts. */
function influences(
  rows: readonly [number, number][],
  spreads: Readonly<Record<'blocks' | 'words', { readonly image: number; readonly text: number }>>,
): Record<string, number> {
  const [ofPhotos = NaN, ofTexts = NaN] = [0, 1].map((term) => deviationOf(rows.map((row) => row[term] ?? NaN)));
  const metrics: Record<string, number> = {
    'deviation.wordsAmongPhotos': ofPhotos,
    'deviation.wordsAmongTexts': ofTexts,
  };
  for (const [name, divisors] of Object.entries({ byBlocks: spreads.blocks, byWords: spreads.words })) {
    const { weights } = effectiveWeights({ image: 1, text: 1 }, divisors, ['image', 'text']);
    const [onPhotos = NaN, onTexts = NaN] = [weights['image'], weights['text']];
    const [share = NaN] = varianceShares(rows.map(([photo, text]) => [photo * onPhotos, text * onTexts]));
    metrics[`${name}.share.image`] = share;
    metrics[`${name}.imageOverText`] = (onPhotos * ofPhotos) / (onTexts * ofTexts);
  }
  return metrics;
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
