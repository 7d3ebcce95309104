import type { ModelCheck } from './check-model.ts';
import type { EmbeddingMatrix, ImageEmbeddingModel, ImageInputSpec, PixelImage } from './embedding-model.ts';
import { TextTowerMissingError } from './errors.ts';

type Verdict = Pick<ModelCheck, 'passed' | 'detail'>;

/** Colours that every model of CLIP's kind tells apart. */
const COLOURS: readonly (readonly [string, readonly [number, number, number]])[] = [
  ['red', [220, 20, 20]],
  ['green', [20, 160, 40]],
  ['blue', [20, 40, 220]],
  ['yellow', [240, 220, 20]],
];
const MAX_LENGTH_ERROR = 1e-3;
const MIN_REPEATED = 0.99999;

/**
 * Runs the contract of a photo model's text tower: its vectors can be compared with those of photos, and words find photos of what they say.
 * A call that fails is a check that fails. Never rejects.
 */
export async function checkTextTower(model: ImageEmbeddingModel): Promise<ModelCheck[]> {
  const vectors = embedWords(model);
  // Each check reports the failure; without this it would also be an unhandled rejection.
  vectors.catch(() => undefined);
  return [
    await attempt('the text tower is of the same space', async () => {
      const { spec } = towerOf(model);
      const passed = spec.space !== undefined && spec.space === model.spec.space;
      return { passed, detail: `${String(spec.space)} and ${String(model.spec.space)}` };
    }),
    await attempt('words and photos have equal dimensions', async () => {
      const { dimension } = model.spec;
      const wrong = (await vectors).filter(({ length }) => length !== dimension);
      const found = wrong.length === 0 ? dimension : (wrong[0]?.length ?? 0);
      return { passed: wrong.length === 0, detail: `${String(found)} of ${String(dimension)}` };
    }),
    await attempt("words' vectors have unit length", async () => {
      const error = Math.max(...(await vectors).map((row) => Math.abs(Math.hypot(...row) - 1)));
      return { passed: error <= MAX_LENGTH_ERROR, detail: `off by ${error.toExponential(1)} at most` };
    }),
    await attempt('the same words give the same vectors', async () => {
      const again = await embedWords(model);
      const least = Math.min(...(await vectors).map((row, at) => dot(row, again[at] ?? new Float32Array(0))));
      return { passed: least >= MIN_REPEATED, detail: `cosine ${least.toFixed(6)}, at least ${String(MIN_REPEATED)}` };
    }),
    await attempt('words find photos of what they say', async () => compareColours(model, await vectors)),
  ];
}

/** Each word's similarity with the photo of its colour, less that with the other photos, on average. */
async function compareColours(model: ImageEmbeddingModel, words: readonly Float32Array[]): Promise<Verdict> {
  const photos = rowsOf(await model.embedImages(COLOURS.map(([, colour]) => plainPhoto(model.spec.input, colour))));
  const similarities = words.map((word) => photos.map((photo) => dot(word, photo)));
  const own = mean(similarities.map((row, at) => row[at] ?? NaN));
  const other = mean(similarities.flatMap((row, at) => row.filter((_, photo) => photo !== at)));
  return {
    passed: own > other,
    detail: `cosine ${own.toFixed(3)} of a colour's name with its photo, ${other.toFixed(3)} with others`,
  };
}

async function embedWords(model: ImageEmbeddingModel): Promise<Float32Array[]> {
  const tower = towerOf(model);
  return Promise.all(COLOURS.map(([name]) => tower.embedQuery(`a ${name} photo`)));
}

function towerOf({ textTower, spec }: ImageEmbeddingModel) {
  if (textTower === undefined) throw new TextTowerMissingError(spec.modelId);
  return textTower;
}

function plainPhoto({ width, height }: ImageInputSpec, colour: readonly [number, number, number]): PixelImage {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at++) data[at] = colour[at % 3] ?? 0;
  return { width, height, data };
}

async function attempt(name: string, check: () => Promise<Verdict>): Promise<ModelCheck> {
  try {
    return { name, ...(await check()) };
  } catch (error) {
    return { name, passed: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

function rowsOf({ rows, dimension, data }: EmbeddingMatrix): Float32Array[] {
  return Array.from({ length: rows }, (_, row) => data.subarray(row * dimension, (row + 1) * dimension));
}

/** NaN for vectors of different length. */
function dot(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return NaN;
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? NaN), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
