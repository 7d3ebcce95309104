import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { BlockMeansBuilder, findBlockMean } from '@kindred/fusion';
import { createSeededRandom, seedOf } from '@kindred/vector-math';
import { GeneratedBlocks, RealBlocks, type BlockSource } from './block-source.ts';
import { streamCatalogue, type CatalogueRow } from './catalogue-stream.ts';
import { collectionKey, IMAGE_SAMPLING, TEXT_SAMPLING, type CollectionOptions } from './collection-options.ts';
import { buildNeighbourPools } from './neighbour-pools.ts';
import { NpyWriter } from './npy-file.ts';
import { assignPools } from './section-pools.ts';
import type { SeedEmbeddings } from './seed-embeddings.ts';

/** Files of [items + reserve, dimension], imputed blocks filled. */
export interface DenseFiles {
  readonly folder: string;
  readonly image: string;
  readonly text: string;
}

const ROWS_PER_WRITE = 2048;
/** Share of the items that are of their product line's style. */
const STYLE_SHARE = 0.95;

/** Makes the photo and text blocks of a collection, or finds them in `cacheDir`. */
export async function buildDenseBlocks(
  options: CollectionOptions,
  seeds: SeedEmbeddings,
  cacheDir: string,
): Promise<DenseFiles> {
  const folder = join(cacheDir, collectionKey(options, seeds.description));
  const files = { folder, image: join(folder, 'image.npy'), text: join(folder, 'text.npy') };
  if (existsSync(files.image) && existsSync(files.text)) return files;
  await mkdir(folder, { recursive: true });
  console.error(`Making the blocks of ${String(options.items)} items (${options.kind}) …`);
  const sources = openSources(options, seeds);
  await writeBlocks(options, { modality: 'image', source: sources.image, path: files.image });
  await writeBlocks(options, { modality: 'text', source: sources.text, path: files.text });
  return files;
}

function openSources(
  { kind, seed }: CollectionOptions,
  seeds: SeedEmbeddings,
): { image: BlockSource; text: BlockSource } {
  const open = (modality: 'image' | 'text'): BlockSource => {
    const { spread, ...sampling } = modality === 'image' ? IMAGE_SAMPLING : TEXT_SAMPLING;
    const pools = buildNeighbourPools(seeds[modality], { ...sampling, dimension: seeds.dimensions[modality], seed });
    const sections = assignPools(SECTION_SLOTS, pools.pools.length, seed);
    return kind === 'real' ? new RealBlocks(pools, sections) : new GeneratedBlocks(pools, sections, spread);
  };
  return { image: open('image'), text: open('text') };
}

/** Sections are told apart by a hash of their path, so that this needs no list of them. */
const SECTION_SLOTS = 997;

async function writeBlocks(
  options: CollectionOptions,
  { modality, source, path }: { modality: 'image' | 'text'; source: BlockSource; path: string },
): Promise<void> {
  const { dimension } = source;
  const writer = await NpyWriter.create(`${path}.part`, { rows: options.items + options.reserve, dimension });
  const means = new BlockMeansBuilder();
  const missing: CatalogueRow[] = [];
  let batch: Float32Array[] = [];
  for await (const entry of streamCatalogue(options)) {
    const block = new Float32Array(dimension);
    batch.push(block);
    if (modality === 'image' && !entry.hasPhoto) missing.push(entry);
    else {
      source.write(requestOf(entry, modality, options.seed), block);
      means.add(entry.item.section, new Map([[modality, block]]));
    }
    if (batch.length === ROWS_PER_WRITE) {
      await writer.append(concatenated(batch, dimension));
      batch = [];
    }
  }
  await writer.append(concatenated(batch, dimension));
  const built = means.build();
  for (const { row, item } of missing) {
    const mean = findBlockMean(built, modality, item.section);
    if (mean !== undefined) await writer.replace(row, mean);
  }
  await writer.close();
  await rename(`${path}.part`, path);
}

function requestOf({ row, item, family }: CatalogueRow, modality: string, seed: number) {
  const stream = (name: string) => createSeededRandom(seedOf(`${modality} ${name} ${String(seed)}`));
  return {
    family,
    section: item.section.length === 0 ? undefined : seedOf(item.section.join('/')) % SECTION_SLOTS,
    style: styleOf(row, family, seed),
    random: stream(`item ${String(row)}`),
    familyRandom: stream(`family ${String(family)}`),
  };
}

/** Most items of a product line are of one style. */
function styleOf(row: number, family: number, seed: number): number {
  const own = createSeededRandom(seedOf(`style ${String(row)} ${String(seed)}`));
  const isAsFamily = own.next() < STYLE_SHARE;
  return (isAsFamily ? createSeededRandom(seedOf(`family style ${String(family)} ${String(seed)}`)) : own).next();
}

function concatenated(rows: readonly Float32Array[], dimension: number): Float32Array {
  const all = new Float32Array(rows.length * dimension);
  rows.forEach((row, index) => {
    all.set(row, index * dimension);
  });
  return all;
}
