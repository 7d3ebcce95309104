import {
  paintedImage,
  playedClip,
  type AudioEmbeddingModel,
  type ImageEmbeddingModel,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import type { OpenedModels } from '@kindred/encoders';
import { InterruptedError } from '../errors.ts';

/** How fast a model was in one setting. */
export interface SpeedRun {
  readonly modality: 'text' | 'image' | 'audio';
  /** Of one operator; absent where that is not this machine's affair. */
  readonly threads?: number;
  /** At a time; absent likewise. */
  readonly sessions?: number;
  /** Inputs per call; calls follow one another. */
  readonly batchSize: number;
  readonly itemsPerS: number;
}

export interface SpeedOptions {
  readonly batchSizes: readonly number[];
  /** Inputs per setting, rounded up to whole batches. */
  readonly items: number;
  /** How the model was opened. */
  readonly run: Pick<SpeedRun, 'threads' | 'sessions'>;
  readonly signal: AbortSignal;
}

const COLOURS = ['red', 'navy blue', 'olive green', 'black', 'off-white', 'grey melange'];
const KINDS = [
  'running shoes',
  'winter jacket',
  'ceramic mug',
  'desk lamp',
  'oak chair',
  'travel backpack',
  'headphones',
];

/** Each setting after one call that is not counted. @throws InterruptedError, EmbeddingModelError */
export async function measureSpeed({ text, image, audio }: OpenedModels, options: SpeedOptions): Promise<SpeedRun[]> {
  return [
    ...(text === undefined ? [] : await measure('text', embedTitles(text), options)),
    ...(image === undefined ? [] : await measure('image', embedPhotos(image), options)),
    ...(audio === undefined ? [] : await measure('audio', embedClips(audio), options)),
  ];
}

async function measure(
  modality: SpeedRun['modality'],
  embed: (from: number, count: number) => Promise<unknown>,
  { batchSizes, items, run, signal }: SpeedOptions,
): Promise<SpeedRun[]> {
  const runs: SpeedRun[] = [];
  for (const batchSize of batchSizes) {
    await embed(0, batchSize);
    const calls = Math.ceil(items / batchSize);
    const startedAt = performance.now();
    for (let call = 0; call < calls; call++) {
      if (signal.aborted) throw new InterruptedError();
      await embed(call * batchSize, batchSize);
    }
    const itemsPerS = (calls * batchSize * 1000) / (performance.now() - startedAt);
    runs.push({ modality, ...run, batchSize, itemsPerS });
  }
  return runs;
}

/** Titles of about 16 tokens, all different. */
function embedTitles(model: TextEmbeddingModel) {
  const title = (at: number): string =>
    `${KINDS[at % KINDS.length] ?? ''} in ${COLOURS[at % COLOURS.length] ?? ''}, model ${String(at)}, size M, for everyday use`;
  return (from: number, count: number) =>
    model.embedDocuments(Array.from({ length: count }, (_, at) => title(from + at)));
}

/** Pixels that are ready: fetching and decoding are not counted. */
function embedPhotos(model: ImageEmbeddingModel) {
  const photos = [1, 2, 3, 4].map((seed) => paintedImage(model.spec.input, seed));
  return (from: number, count: number) =>
    model.embedImages(Array.from({ length: count }, (_, at) => photos[(from + at) % photos.length] ?? photos[0]!));
}

/** Clips of one window, decoded already. */
function embedClips(model: AudioEmbeddingModel) {
  const { sampleRate, windowSeconds } = model.spec.clip;
  const clips = [1, 2, 3, 4].map((seed) => playedClip(sampleRate, windowSeconds, seed));
  return (from: number, count: number) =>
    model.embedClips(Array.from({ length: count }, (_, at) => clips[(from + at) % clips.length] ?? clips[0]!));
}
