import { playedClip } from './audio/played-clip.ts';
import type {
  AudioEmbeddingModel,
  EmbeddingMatrix,
  ImageEmbeddingModel,
  PcmClip,
  PixelImage,
  TextEmbeddingModel,
  TextEmbeddingModelSpec,
} from './embedding-model.ts';
import { paintedImage } from './painted-image.ts';

/** One thing that a catalog relies on, and whether a model holds it. */
export interface ModelCheck {
  readonly name: string;
  readonly passed: boolean;
  /** What was measured, or the model's error. */
  readonly detail: string;
}

/** An input, and what its vector begins with as computed elsewhere. */
export interface Golden<Input> {
  readonly input: Input;
  readonly first: readonly number[];
}

type Verdict = Pick<ModelCheck, 'passed' | 'detail'>;

interface Subject<Input> {
  readonly inputs: readonly [Input, Input, ...Input[]];
  readonly dimension: number;
  readonly embed: (inputs: readonly Input[]) => Promise<EmbeddingMatrix>;
}

const MAX_LENGTH_ERROR = 1e-3;
const MIN_REPEATED = 0.99999;
const MIN_IN_BATCH = 0.9999;
/** Closer inputs than this can't be told apart. */
const MAX_OTHER = 0.999;
const MIN_GOLDEN = 0.999;

/** The first two are about different things; lengths differ, so that batches are padded. */
const TEXTS = [
  'red summer dress with floral print',
  'Nikon D90 digital SLR camera 18-105mm lens',
  `Warm winter coat, ${'recycled wool from certified farms, wind proof, '.repeat(9)}`,
  'café crème – Größe XL',
  'socks',
] as const;

/** Runs the contract of a text model on some texts; a call that fails is a check that fails. Never rejects. */
export async function checkTextModel(
  model: TextEmbeddingModel,
  goldens: readonly Golden<string>[] = [],
): Promise<ModelCheck[]> {
  const embed = (texts: readonly string[]) => model.embedDocuments(texts);
  const { spec } = model;
  return [
    ...(await checkCommon({ inputs: TEXTS, dimension: spec.dimension, embed })),
    await attempt('a query is of the same space', () => checkQuerySpace(model)),
    await attempt('prefixes of queries and documents', () => checkPrefixes(model, spec)),
    ...(await checkGoldens(goldens, (text) => model.embedQuery(text))),
  ];
}

/** Runs the contract of an image model on some painted photos; a call that fails is a check that fails. Never rejects. */
export async function checkImageModel(
  model: ImageEmbeddingModel,
  goldens: readonly Golden<PixelImage>[] = [],
): Promise<ModelCheck[]> {
  const { dimension, input } = model.spec;
  const paint = (seed: number) => paintedImage(input, seed);
  const embed = (images: readonly PixelImage[]) => model.embedImages(images);
  return [
    ...(await checkCommon({ inputs: [paint(1), paint(2), paint(3), paint(4), paint(5)], dimension, embed })),
    ...(await checkGoldens(goldens, async (image) => (await embed([image])).data)),
  ];
}

/** Runs the contract of an audio model on some made clips; a call that fails is a check that fails. Never rejects. */
export async function checkAudioModel(model: AudioEmbeddingModel): Promise<ModelCheck[]> {
  const { dimension, clip } = model.spec;
  const play = (seed: number, share: number) => playedClip(clip.sampleRate, share * clip.windowSeconds, seed);
  const embed = (clips: readonly PcmClip[]) => model.embedClips(clips);
  return checkCommon({ inputs: [play(1, 0.4), play(2, 1), play(3, 2.5), play(4, 0.7)], dimension, embed });
}

async function checkCommon<Input>({ inputs, dimension, embed }: Subject<Input>): Promise<ModelCheck[]> {
  const batch = embed(inputs);
  // Each check reports the failure; without this it would also be an unhandled rejection.
  batch.catch(() => undefined);
  return [
    await attempt('one vector per input, of the dimension', async () => {
      const { rows, dimension: wide, data } = await batch;
      const passed = rows === inputs.length && wide === dimension && data.length === rows * wide;
      return {
        passed,
        detail: `[${String(rows)}, ${String(wide)}] of [${String(inputs.length)}, ${String(dimension)}]`,
      };
    }),
    await attempt('finite values', async () => {
      const wrong = (await batch).data.filter((value) => !Number.isFinite(value)).length;
      return { passed: wrong === 0, detail: `${String(wrong)} that are not` };
    }),
    await attempt('unit length', async () => {
      const error = Math.max(...rowsOf(await batch).map((row) => Math.abs(Math.hypot(...row) - 1)));
      return { passed: error <= MAX_LENGTH_ERROR, detail: `off by ${error.toExponential(1)} at most` };
    }),
    await attempt('the same call gives the same vectors', async () =>
      atLeast(MIN_REPEATED, lowest(rowsOf(await batch), rowsOf(await embed(inputs)))),
    ),
    await attempt('alone as in a batch', async () => {
      const alone: Float32Array[] = [];
      for (const input of inputs) alone.push((await embed([input])).data);
      return atLeast(MIN_IN_BATCH, lowest(rowsOf(await batch), alone));
    }),
    await attempt('tells inputs apart', async () => {
      const [first, second] = rowsOf(await batch);
      const similarity = cosine(first ?? new Float32Array(0), second ?? new Float32Array(0));
      return { passed: similarity < MAX_OTHER, detail: `cosine ${similarity.toFixed(4)} of two unlike inputs` };
    }),
  ];
}

async function checkQuerySpace(model: TextEmbeddingModel): Promise<Verdict> {
  const query = await model.embedQuery('a red dress for the summer');
  const [close, far] = rowsOf(await model.embedDocuments(['red summer dress', 'digital camera lens'])).map((row) =>
    cosine(query, row),
  );
  const [near = NaN, away = NaN] = [close, far];
  return {
    passed: near > away,
    detail: `cosine ${near.toFixed(3)} of a like text, ${away.toFixed(3)} of an unlike one`,
  };
}

/** A side without a prefix can be given the other's by hand, and must then agree; where both have one they must differ. */
async function checkPrefixes(model: TextEmbeddingModel, spec: TextEmbeddingModelSpec): Promise<Verdict> {
  const { queryPrefix, documentPrefix } = spec;
  const text = TEXTS[0];
  const document = async (words: string): Promise<Float32Array> => (await model.embedDocuments([words])).data;
  if (queryPrefix === documentPrefix)
    return atLeast(MIN_IN_BATCH, cosine(await model.embedQuery(text), await document(text)));
  if (documentPrefix === '')
    return atLeast(MIN_IN_BATCH, cosine(await model.embedQuery(text), await document(queryPrefix + text)));
  if (queryPrefix === '')
    return atLeast(MIN_IN_BATCH, cosine(await model.embedQuery(documentPrefix + text), await document(text)));
  const similarity = cosine(await model.embedQuery(text), await document(text));
  return {
    passed: similarity < MIN_IN_BATCH,
    detail: `cosine ${similarity.toFixed(4)} of a text as query and as document`,
  };
}

async function checkGoldens<Input>(
  goldens: readonly Golden<Input>[],
  embed: (input: Input) => Promise<Float32Array>,
): Promise<ModelCheck[]> {
  if (goldens.length === 0) return [];
  const check = await attempt('agrees with vectors computed elsewhere', async () => {
    let least = 1;
    for (const { input, first } of goldens) {
      const vector = await embed(input);
      least = Math.min(least, cosine(vector.subarray(0, first.length), Float32Array.from(first)));
    }
    return atLeast(MIN_GOLDEN, least);
  });
  return [check];
}

async function attempt(name: string, check: () => Promise<Verdict>): Promise<ModelCheck> {
  try {
    return { name, ...(await check()) };
  } catch (error) {
    return { name, passed: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** NaN fails. */
function atLeast(least: number, similarity: number): Verdict {
  return { passed: similarity >= least, detail: `cosine ${similarity.toFixed(6)}, at least ${String(least)}` };
}

/** Of the rows in pairs; NaN where the numbers of rows differ. */
function lowest(left: readonly Float32Array[], right: readonly Float32Array[]): number {
  if (left.length !== right.length) return NaN;
  return Math.min(...left.map((row, at) => cosine(row, right[at] ?? new Float32Array(0))));
}

function rowsOf({ rows, dimension, data }: EmbeddingMatrix): Float32Array[] {
  return Array.from({ length: rows }, (_, row) => data.subarray(row * dimension, (row + 1) * dimension));
}

/** NaN for vectors of different or no length. */
function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return NaN;
  let dot = 0;
  for (let i = 0; i < a.length; i++) dot += (a[i] ?? NaN) * (b[i] ?? NaN);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}
