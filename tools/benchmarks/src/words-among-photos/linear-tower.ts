import { encoderId, type TextEmbeddingModel } from '@kindred/embedding-model';
import { factorizeCholesky, solveCholesky } from '@kindred/evaluation';
import { createSeededRandom, dot, normalizeInPlace, randomUnitVector } from '@kindred/vector-math';

/** A text's vector beside that of a photo of the same product; unit length. */
export interface TextWithPhoto {
  readonly text: Float32Array;
  readonly photo: Float32Array;
}

export interface LinearTowerOptions {
  readonly space: string;
  /** How far all texts are shifted in a direction that has nothing to do with photos; 0: not at all. Towers of CLIP's kind lie apart so. */
  readonly gap: number;
}

/** Of the mean squared length of the centred texts. */
const STRENGTH = 0.1;

/**
 * A text tower for any photo encoder: a linear map from a text model's vectors to photos of the same products, by ridge regression,
 * W = (XᵀX + λI)⁻¹XᵀY over centred rows (Hoerl and Kennard 1970). Far from CLIP, but of its kind: texts and photos can be compared.
 */
export async function fitLinearTower(
  model: TextEmbeddingModel,
  pairs: readonly TextWithPhoto[],
  { space, gap }: LinearTowerOptions,
): Promise<TextEmbeddingModel> {
  const [textMean, photoMean] = [meanOf(pairs.map(({ text }) => text)), meanOf(pairs.map(({ photo }) => photo))];
  const columns = columnsOf(pairs.map(({ text }) => text.map((value, at) => value - textMean[at]!)));
  const gram = columns.map((left) => Float64Array.from(columns, (right) => dotWide(left, right)));
  const lambda = (STRENGTH * gram.reduce((sum, row, at) => sum + row[at]!, 0)) / pairs.length;
  for (const [at, row] of gram.entries()) row[at]! += lambda;
  await factorizeCholesky(gram);
  const weights = [...photoMean].map((mean, channel) => {
    const target = Float64Array.from(pairs, ({ photo }) => photo[channel]! - mean);
    const right = Float64Array.from(columns, (column) => dotWide(column, target));
    return Float32Array.from(solveCholesky(gram, right));
  });
  const apart = randomUnitVector(createSeededRandom(1), photoMean.length);
  const project = (text: Float32Array): Float32Array => {
    const centred = text.map((value, at) => value - textMean[at]!);
    const near = normalizeInPlace(
      Float32Array.from(weights, (row, channel) => photoMean[channel]! + dot(row, centred)),
    );
    return normalizeInPlace(near.map((value, channel) => value + gap * apart[channel]!));
  };
  const dimension = photoMean.length;
  return {
    spec: { ...model.spec, modelId: `linear:${encoderId(model.spec)}`, dimension, space },
    embedQuery: async (text, options) => project(await model.embedQuery(text, options)),
    embedDocuments: async (texts, options) => {
      const { rows, data, dimension: wide } = await model.embedDocuments(texts, options);
      const projected = new Float32Array(rows * dimension);
      for (let row = 0; row < rows; row++)
        projected.set(project(data.slice(row * wide, (row + 1) * wide)), row * dimension);
      return { rows, dimension, data: projected };
    },
    close: () => model.close(),
  };
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const [first] = vectors;
  if (first === undefined) throw new RangeError('A tower needs at least one text with its photo.');
  const sum = new Float64Array(first.length);
  for (const vector of vectors) for (let at = 0; at < sum.length; at++) sum[at]! += vector[at]!;
  return Float32Array.from(sum, (value) => value / vectors.length);
}

/** [rows][dimension] → [dimension][rows]. */
function columnsOf(rows: readonly Float32Array[]): Float64Array[] {
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, at) => Float64Array.from(rows, (row) => row[at]!));
}

function dotWide(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += left[at]! * right[at]!;
  return sum;
}
