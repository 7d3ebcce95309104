import { mkdir, rename } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BundledEncoders } from '@kindred/embedding-model-onnx';
import { dataSetsFolder, listPhotos, readProductTexts, requireDataSets } from './data-sets.ts';
import { NpyReader, NpyWriter } from './npy-file.ts';
import { loadPhotoView } from './photo-views.ts';
import { reduceDimension } from './reduce-dimension.ts';

/** Real unit vectors, [rows, dimension] each, that collections are made of. Rows of the two are unrelated. */
export interface SeedEmbeddings {
  readonly image: Float32Array;
  readonly text: Float32Array;
  readonly dimensions: { readonly image: number; readonly text: number };
  /** What they are, in words. */
  readonly description: string;
}

/** The whole photo and three crops of it. */
const VIEWS = 4;
const BATCH = 32;
/** Changes whenever the vectors would. */
const VERSION = 1;
const IMAGE_DIMENSION = 384;

/**
 * All photos and texts of the data sets through the bundled encoders, photos reduced to 384 dimensions by an uncentred PCA of
 * themselves; encoded on the first call (minutes), read from `cacheDir` after it.
 * @throws Error where the data sets are missing
 */
export async function loadSeedEmbeddings(cacheDir: string, modelsDir: string): Promise<SeedEmbeddings> {
  const folder = join(cacheDir, `seed-v${String(VERSION)}`);
  const [photos, reduced, texts] = ['photos.npy', 'photos-384.npy', 'texts.npy'].map((file) => join(folder, file)) as [
    string,
    string,
    string,
  ];
  await mkdir(folder, { recursive: true });
  if (!existsSync(photos) || !existsSync(texts)) await encode(modelsDir, { photos, texts });
  if (!existsSync(reduced)) await reduce(photos, reduced);
  const image = await readMatrix(reduced);
  const text = await readMatrix(texts);
  return {
    image: image.rows,
    text: text.rows,
    dimensions: { image: image.dimension, text: text.dimension },
    description:
      `${String(image.count)} photo vectors (${String(image.count / VIEWS)} product photos, whole and in ${String(VIEWS - 1)} crops; ` +
      `bundled encoder, 1280 dimensions cut to ${String(image.dimension)} by uncentred PCA) and ${String(text.count)} product texts (bundled encoder)`,
  };
}

async function encode(modelsDir: string, files: { photos: string; texts: string }): Promise<void> {
  const source = dataSetsFolder();
  requireDataSets(source);
  const encoders = await BundledEncoders.open({ modelsDir, device: 'cpu' });
  try {
    if (!existsSync(files.texts)) await encodeTexts(encoders, await readProductTexts(source), files.texts);
    if (!existsSync(files.photos))
      await encodePhotos(encoders, { source, paths: await listPhotos(source) }, files.photos);
  } finally {
    await encoders.close();
  }
}

async function encodeTexts({ text }: BundledEncoders, texts: readonly string[], path: string): Promise<void> {
  const writer = await NpyWriter.create(`${path}.part`, { rows: texts.length, dimension: text.spec.dimension });
  for (let begin = 0; begin < texts.length; begin += BATCH) {
    await writer.append((await text.embedDocuments(texts.slice(begin, begin + BATCH))).data);
    reportProgress('texts', begin, texts.length);
  }
  await writer.close();
  await rename(`${path}.part`, path);
}

async function encodePhotos(
  { image }: BundledEncoders,
  { source, paths }: { source: string; paths: readonly string[] },
  path: string,
): Promise<void> {
  const { dimension, input } = image.spec;
  const views = paths.flatMap((photo) => Array.from({ length: VIEWS }, (_, view) => ({ photo, view })));
  const writer = await NpyWriter.create(`${path}.part`, { rows: views.length, dimension });
  for (let begin = 0; begin < views.length; begin += BATCH) {
    const batch = views.slice(begin, begin + BATCH);
    const pixels = await Promise.all(
      batch.map(({ photo, view }) => loadPhotoView(photo, relative(source, photo), { view, input })),
    );
    await writer.append((await image.embedImages(pixels)).data);
    reportProgress('photos', begin, views.length);
  }
  await writer.close();
  await rename(`${path}.part`, path);
}

async function reduce(from: string, to: string): Promise<void> {
  const { rows, count, dimension } = await readMatrix(from);
  console.error(`Reducing ${String(dimension)} image dimensions to ${String(IMAGE_DIMENSION)} …`);
  const { vectors, keptShare } = reduceDimension(rows, { from: dimension, to: IMAGE_DIMENSION });
  console.error(`  ${(keptShare * 100).toFixed(1)} % of the squared length kept`);
  const writer = await NpyWriter.create(`${to}.part`, { rows: count, dimension: IMAGE_DIMENSION });
  await writer.append(vectors);
  await writer.close();
  await rename(`${to}.part`, to);
}

async function readMatrix(path: string): Promise<{ rows: Float32Array; count: number; dimension: number }> {
  const reader = await NpyReader.open(path);
  const rows = await reader.readAll();
  await reader.close();
  return { rows, count: reader.shape.rows, dimension: reader.shape.dimension };
}

function reportProgress(what: string, done: number, all: number): void {
  if (done % (BATCH * 20) === 0) console.error(`  encoding ${what}: ${String(done)} of ${String(all)}`);
}
