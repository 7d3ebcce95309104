import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BundledEncoders } from '@kindred/embedding-model-onnx';
import { decodeImage, ImageSource } from '@kindred/image-source';
import { benchmarkReport, type BenchmarkReport } from '../benchmark-report.ts';
import { dataSetsFolder, requireDataSets } from '../retrieval/data/data-sets.ts';
import { barePhotoRate } from './bare-processes.ts';
import { bareImageCost, bareTextRate, cpuSecondsPerItem } from './bare-sessions.ts';
import { openDelayedPhotoServer } from './delayed-photo-server.ts';
import { makePhotos } from './make-photos.ts';
import { photosPerSecond, type PhotoParts } from './photo-pipeline.ts';
import { lastOverFirst } from './resident-memory.ts';
import { sharedRunCosines } from './shared-run-cosines.ts';
import { makeTitles } from './make-titles.ts';

export interface EncodersBenchmarkOptions {
  readonly photos: number;
  readonly texts: number;
  readonly memoryPhotos: number;
  readonly seed: number;
}

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const LATENCY_MS = 50;
/** Photos of which the costs alone are measured. */
const COST_PHOTOS = 40;
const PHOTO_ROUNDS = 3;
/** Each time that bare processes run. */
const BARE_MS = 3000;
const TITLE_TOKENS = 16;
const TEXT_ROUNDS = 4;
const MEMORY_SIDES = [120, 400, 800, 1000, 1600, 3000];
/** Distinct photos of the memory test; they are read again and again. */
const MEMORY_DISTINCT = 60;

/** What the encoders do end to end against what the machine could: photos and texts, disk and network, and memory over many photos. */
export async function benchmarkEncoders(options: EncodersBenchmarkOptions): Promise<BenchmarkReport> {
  const datasets = dataSetsFolder();
  requireDataSets(datasets);
  const modelsDir = join(repository, 'models');
  const folder = join(repository, '.kindred/bench/photos');
  const { seed, photos: count } = options;
  const paths = await makePhotos(datasets, { folder, count, seed, sides: [1000] });
  const uploadDir = await mkdtemp(join(tmpdir(), 'kindred-bench-'));
  const encoders = await BundledEncoders.open({ modelsDir, device: 'cpu' });
  const images = await ImageSource.open({ uploadDir, fileRoots: [folder], allowPrivateAddresses: true });
  try {
    const parts = { images, model: encoders.image };
    const photos = await measurePhotos(modelsDir, paths, parts);
    const { decodeMs, inferMs } = photos;
    progress(`a photo costs ${decodeMs.toFixed(1)} ms of decoding and ${inferMs.toFixed(1)} ms of inference (CPU)`);
    progress(`${photos.fromDisk.toFixed(2)} photos/s from disk, ${photos.overHttp.toFixed(2)} over HTTP`);
    const texts = await measureTexts(modelsDir, encoders, options);
    progress(`${texts.endToEnd.toFixed(1)} texts/s, bare ${texts.bare.toFixed(1)}`);
    const alike = await sharedRunCosines(encoders, { paths, images });
    const mixed = await makePhotos(datasets, { folder, count: MEMORY_DISTINCT, seed: seed + 1, sides: MEMORY_SIDES });
    const memory = await measureMemory(mixed, options.memoryPhotos, parts);
    const idealPerS = (availableParallelism() * 1000) / (decodeMs + inferMs);
    return benchmarkReport({
      name: 'encoders',
      data: `${String(count)} JPEGs of 1000 px, ${String(options.texts)} titles of ${String(TITLE_TOKENS)} tokens, ${String(options.memoryPhotos)} photos of ${MEMORY_SIDES.join(', ')} px`,
      seed,
      metrics: {
        'photos.overIdeal': photos.fromDisk / idealPerS,
        'photos.overBareProcesses': photos.fromDisk / photos.bare,
        'texts.overRaw': texts.endToEnd / texts.bare,
        'photos.httpOverDisk': photos.overHttp / photos.fromDisk,
        'photos.sharedRunCosine': alike.photos,
        'texts.paddedCosine': alike.texts,
        'memory.lastOverFirst': memory.lastOverFirst,
        'memory.mostMb': memory.mostMb,
        photosPerS: photos.fromDisk,
        textsPerS: texts.endToEnd,
        'photos.idealPerS': idealPerS,
        'photos.bareProcessesPerS': photos.bare,
        'photos.decodeCpuMs': decodeMs,
        'photos.inferCpuMs': inferMs,
        'photos.httpPerS': photos.overHttp,
        'texts.rawPerS': texts.bare,
      },
    });
  } finally {
    await images.close();
    await encoders.close();
    await rm(uploadDir, { recursive: true });
  }
}

/** By turns, and the best of each: what else the machine does hits all. */
async function measurePhotos(modelsDir: string, paths: readonly string[], parts: PhotoParts): Promise<PhotoRates> {
  const files = paths.map((path) => pathToFileURL(path).href);
  await photosPerSecond(files.slice(0, COST_PHOTOS), parts);
  const server = await openDelayedPhotoServer(paths, LATENCY_MS);
  try {
    const urls = paths.map((_, index) => server.url(index));
    const best = { decodeMs: Infinity, inferMs: Infinity, bare: 0, fromDisk: 0, overHttp: 0 };
    const task = { modelsDir, paths: paths.slice(0, COST_PHOTOS), input: parts.model.spec.input, durationMs: BARE_MS };
    for (let round = 0; round < PHOTO_ROUNDS; round++) {
      const costs = await photoCosts(modelsDir, paths.slice(0, COST_PHOTOS), parts.model);
      best.decodeMs = Math.min(best.decodeMs, costs.decodeMs);
      best.inferMs = Math.min(best.inferMs, costs.inferMs);
      best.bare = Math.max(best.bare, await barePhotoRate(task, availableParallelism()));
      best.fromDisk = Math.max(best.fromDisk, await photosPerSecond(files, parts));
      best.overHttp = Math.max(best.overHttp, await photosPerSecond(urls, parts));
    }
    return best;
  } finally {
    await server.close();
  }
}

interface PhotoRates extends PhotoCosts {
  /** Photos per second of a bare process per core. */
  readonly bare: number;
  readonly fromDisk: number;
  readonly overHttp: number;
}

/** CPU milliseconds of each stage alone. */
interface PhotoCosts {
  readonly decodeMs: number;
  readonly inferMs: number;
}

async function photoCosts(
  modelsDir: string,
  paths: readonly string[],
  { spec }: BundledEncoders['image'],
): Promise<PhotoCosts> {
  const files = await Promise.all(paths.map((path) => readFile(path)));
  const decode = (index: number) => decodeImage(files[index]!, spec.input);
  const decodeSeconds = await cpuSecondsPerItem(files.length, decode);
  const pixels = await Promise.all(files.map((_, index) => decode(index)));
  return { decodeMs: decodeSeconds * 1000, inferMs: (await bareImageCost(modelsDir, pixels)) * 1000 };
}

async function measureTexts(
  modelsDir: string,
  { text }: BundledEncoders,
  { texts, seed }: EncodersBenchmarkOptions,
): Promise<{ endToEnd: number; bare: number }> {
  const titles = makeTitles(texts, seed);
  await text.embedDocuments(titles.slice(0, 32));
  // As many threads as the encoders use.
  const threads = Math.min(4, availableParallelism());
  const best = { endToEnd: 0, bare: 0 };
  // By turns, and the best of each: what else the machine does hits both.
  for (let round = 0; round < TEXT_ROUNDS; round++) {
    const began = performance.now();
    await text.embedDocuments(titles);
    best.endToEnd = Math.max(best.endToEnd, (texts * 1000) / (performance.now() - began));
    const bare = await bareTextRate(modelsDir, { texts: Math.ceil(texts / 4), tokens: TITLE_TOKENS, threads });
    best.bare = Math.max(best.bare, bare);
  }
  return best;
}

async function measureMemory(
  paths: readonly string[],
  count: number,
  parts: PhotoParts,
): Promise<{ lastOverFirst: number; mostMb: number }> {
  const urls = Array.from({ length: count }, (_, index) => pathToFileURL(paths[index % paths.length]!).href);
  const samples: number[] = [];
  await photosPerSecond(urls, parts, () => {
    samples.push(process.memoryUsage.rss() / 2 ** 20);
    if (samples.length % 1000 === 0)
      progress(`${String(samples.length)} of ${String(count)} photos, ${samples.at(-1)!.toFixed(0)} MB`);
  });
  return { lastOverFirst: lastOverFirst(samples), mostMb: Math.max(...samples) };
}

function progress(line: string): void {
  console.error(`  ${line}`);
}
