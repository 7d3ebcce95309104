import { join } from 'node:path';
import { encoderId, type ImageEmbeddingModel } from '@kindred/embedding-model';
import {
  COLOR_HISTOGRAM_DIMENSION,
  evaluateClasses,
  measurementReport,
  numberClasses,
  randomRows,
  type ClassNumbers,
} from '@kindred/evaluation';
import type { ImageSource } from '@kindred/image-source';
import type { CommandContext } from '../cli-command.ts';
import { InterruptedError } from '../errors.ts';
import type { ImageEvaluationDocument } from './image-evaluation-document.ts';
import { PhotoEncoder, type EncodedPhoto } from './photo-encoder.ts';
import type { PhotoList } from './read-photo-list.ts';

export interface ImageEvaluation {
  readonly train: PhotoList;
  readonly test: PhotoList;
  readonly images: ImageSource;
  readonly model: ImageEmbeddingModel;
  readonly seed: number;
  readonly draws: number;
}

const UNREADABLE_SHOWN = 100;
const PROGRESS_EVERY_MS = 5000;

/** Judges an encoder on photos of known class, beside a colour histogram and random vectors. @throws EvaluationError, InterruptedError */
export async function evaluatePhotos(
  context: CommandContext,
  { train, test, images, model, seed, draws }: ImageEvaluation,
): Promise<ImageEvaluationDocument> {
  const { signal, config } = context;
  const onProgress = progressLines(context, train.photos.length + test.photos.length);
  const cacheFolder = join(config.dataDir, 'cache', 'evaluation');
  const encoder = new PhotoEncoder({ images, model, cacheFolder, signal, onProgress });
  const began = performance.now();
  const [trained, tested] = [await encoder.encode(train.photos), await encoder.encode(test.photos)];
  const seconds = (performance.now() - began) / 1000;
  const labelsOf = (photos: readonly EncodedPhoto[]) => photos.map(({ label }) => label);
  const numbers = numberClasses(labelsOf(trained.photos), labelsOf(tested.photos));
  const judged = { train: trained.photos, test: tested.photos };
  const unreadable = [train.failures, trained.unreadable, test.failures, tested.unreadable].flat();
  return {
    ...measurementReport({
      name: 'evaluate-images',
      data: `${train.path} and ${test.path}`,
      seed,
      metrics: {
        ...(await evaluateAll(judged, numbers, { dimension: model.spec.dimension, seed, draws, signal })),
        ...countsOf(judged, numbers),
        unreadable: unreadable.length,
        ...(encoder.encoded === 0 ? {} : { photosPerS: encoder.encoded / seconds }),
      },
    }),
    encoder: encoderId(model.spec),
    unreadable: unreadable.slice(0, UNREADABLE_SHOWN),
  };
}

interface Judged {
  readonly train: readonly EncodedPhoto[];
  readonly test: readonly EncodedPhoto[];
}

/** The encoder's metrics, and those of the baselines with their names in front. */
async function evaluateAll(
  { train, test }: Judged,
  numbers: ClassNumbers,
  { dimension, seed, draws, signal }: { dimension: number; seed: number; draws: number; signal: AbortSignal },
): Promise<Record<string, number>> {
  const random = randomRows(train.length + test.length, dimension, seed);
  const split = train.length * dimension;
  const kinds = {
    encoder: { dimension, rows: (photos: readonly EncodedPhoto[]) => stack(photos, 'vector', dimension) },
    colorHistogram: {
      dimension: COLOR_HISTOGRAM_DIMENSION,
      rows: (photos: readonly EncodedPhoto[]) => stack(photos, 'histogram', COLOR_HISTOGRAM_DIMENSION),
    },
    random: {
      dimension,
      rows: (photos: readonly EncodedPhoto[]) =>
        photos === train ? random.subarray(0, split) : random.subarray(split),
    },
  };
  const metrics: Record<string, number> = {};
  for (const [kind, { dimension: own, rows }] of Object.entries(kinds)) {
    if (signal.aborted) throw new InterruptedError();
    const found = await evaluateClasses(
      { dimension: own, data: rows(train), labels: numbers.train },
      { dimension: own, data: rows(test), labels: numbers.test },
      { classes: numbers.names.length, seed, draws },
    );
    for (const [name, value] of Object.entries(found)) metrics[`${kind}.${name}`] = value;
  }
  return metrics;
}

function stack(photos: readonly EncodedPhoto[], which: 'vector' | 'histogram', dimension: number): Float32Array {
  const data = new Float32Array(photos.length * dimension);
  for (const [row, photo] of photos.entries()) data.set(photo[which], row * dimension);
  return data;
}

function countsOf({ train, test }: Judged, { names, test: labels }: ClassNumbers): Record<string, number> {
  const trained = new Set(train.map(({ contentHash }) => contentHash));
  return {
    trainPhotos: train.length,
    testPhotos: test.length,
    classes: names.length,
    unknownLabels: labels.filter((label) => label < 0).length,
    inBoth: test.filter(({ contentHash }) => trained.has(contentHash)).length,
  };
}

function progressLines({ stderr }: CommandContext, total: number): (done: number) => void {
  let shownAt = performance.now();
  return (done) => {
    if (performance.now() - shownAt < PROGRESS_EVERY_MS) return;
    shownAt = performance.now();
    stderr.write(`${String(done)} of ${String(total)} photos\n`);
  };
}
