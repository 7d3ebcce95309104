import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { FolderNotOursError, InvalidOptionError } from './errors.ts';
import { deriveListings } from './sample/derive-listings.ts';
import { shopProducts } from './sample/shop-listings.ts';
import { simulateShoppers } from './sample/shoppers.ts';
import { readSourceProducts } from './sample/source-products.ts';
import { readStamp, SAMPLE_VERSION, type Stamp, STAMP_FILE } from './sample/stamp.ts';
import { SAMPLE_FILES, type SampleContent, writeSample } from './sample/write-sample.ts';

export interface SampleCatalogOptions {
  /** New, empty, or made by this function before. */
  readonly outDir: string;
  /** Whole number; 1 by default. */
  readonly seed?: number;
  /** The "now" of the sample: the last event is shortly before it. `SAMPLE_REFERENCE_DATE` by default. */
  readonly referenceDate?: Date;
}

/** Absolute paths and counts. */
export interface SampleCatalog extends Stamp {
  readonly folder: string;
  readonly itemsFile: string;
  readonly interactionsFile: string;
  readonly groundTruthFile: string;
  /** It was there already, and nothing was written. */
  readonly reused: boolean;
}

/** Long enough ago that no clock calls the sample's events future. */
export const SAMPLE_REFERENCE_DATE = new Date('2025-06-01T00:00:00Z');

/**
 * Makes the sample catalogue: photos, `items.csv`, `interactions.csv`, `ground-truth.json`. The same seed gives the same files; an
 * identical catalogue is left as it is, any other one and a half-made one are replaced. Made beside and moved in
 * place, so that a reader never sees a half-made one.
 * @throws SourceNotFoundError, FolderNotOursError, InvalidOptionError
 */
export async function buildSampleCatalog(options: SampleCatalogOptions): Promise<SampleCatalog> {
  const { seed = 1, referenceDate = SAMPLE_REFERENCE_DATE } = options;
  if (!Number.isSafeInteger(seed)) throw new InvalidOptionError('seed', 'a whole number', seed);
  if (Number.isNaN(referenceDate.getTime()))
    throw new InvalidOptionError('referenceDate', 'a valid date', referenceDate);
  const folder = resolve(options.outDir);
  const wanted = { version: SAMPLE_VERSION, seed, referenceDate: referenceDate.toISOString() };
  const found = await readStamp(folder);
  if (isOf(found, wanted)) return catalogAt(folder, found, true);
  if (found === undefined) await checkReplaceable(folder);
  const content = await composeSample(wanted);
  await mkdir(dirname(folder), { recursive: true });
  await removeLeftovers(folder);
  const partial = await mkdtemp(partialPrefix(folder));
  try {
    await writeSample(partial, content);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder).catch(async (error: unknown) => {
      // Another process was as quick, and made the same.
      if (!isOf(await readStamp(folder), wanted)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return catalogAt(folder, content.stamp, false);
}

/** What the catalogue is to hold; reads the source, writes nothing. */
async function composeSample(wanted: Pick<Stamp, 'version' | 'seed' | 'referenceDate'>): Promise<SampleContent> {
  const products = shopProducts(await readSourceProducts(), wanted.seed);
  const { listings: derived, truth } = deriveListings(products, wanted.seed);
  const listings = [...products.flatMap(({ main, variants }) => [main, ...variants]), ...derived];
  const { tastes, events } = simulateShoppers(listings, wanted.seed);
  const photoCount = new Set(listings.flatMap(({ photos }) => photos.map(({ name }) => name))).size;
  const stamp = { ...wanted, itemCount: listings.length, photoCount, interactionCount: events.length };
  return { listings, events, truth, tastes, stamp };
}

function isOf(found: Stamp | undefined, wanted: Pick<Stamp, 'version' | 'seed' | 'referenceDate'>): found is Stamp {
  return (
    found?.version === wanted.version && found.seed === wanted.seed && found.referenceDate === wanted.referenceDate
  );
}

/** Nobody's own files are removed: without a stamp, only what this function writes may be there. */
async function checkReplaceable(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const ours: readonly string[] = [...Object.values(SAMPLE_FILES), STAMP_FILE, 'images'];
  if (names.some((name) => !ours.includes(name))) throw new FolderNotOursError(folder);
}

function partialPrefix(folder: string): string {
  return join(dirname(folder), `.${basename(folder)}.partial-${String(process.pid)}-`);
}

/** Folders of processes that were killed while making one. */
async function removeLeftovers(folder: string): Promise<void> {
  const pattern = `.${basename(folder)}.partial-`;
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(pattern)) continue;
    const pid = Number(name.slice(pattern.length).split('-')[0]);
    if (!isRunning(pid)) await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function catalogAt(folder: string, stamp: Stamp, reused: boolean): SampleCatalog {
  return {
    ...stamp,
    folder,
    itemsFile: join(folder, SAMPLE_FILES.items),
    interactionsFile: join(folder, SAMPLE_FILES.interactions),
    groundTruthFile: join(folder, SAMPLE_FILES.groundTruth),
    reused,
  };
}
