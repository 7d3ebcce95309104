import { AnswerProblem } from './answer-problem.ts';

export interface ExpectedEmbeddings {
  readonly rows: number;
  /** Absent where the first row decides. */
  readonly dimension?: number | undefined;
}

/**
 * Row-major [expected.rows, dimension], each row scaled to unit length. A row is an array of numbers or little-endian float32 in
 * base64, and must be finite and not all zeros. @throws AnswerProblem
 */
export function readEmbeddings(
  rows: readonly unknown[],
  expected: ExpectedEmbeddings,
): { readonly dimension: number; readonly data: Float32Array<ArrayBuffer> } {
  if (rows.length !== expected.rows)
    throw new AnswerProblem(`it gave ${count(rows.length, 'embedding')} for ${count(expected.rows, 'input')}`);
  const vectors = rows.map(readVector);
  const dimension = expected.dimension ?? vectors[0]?.length ?? 0;
  const data = new Float32Array(rows.length * dimension);
  vectors.forEach((vector, row) => {
    if (vector.length !== dimension || dimension === 0)
      throw new AnswerProblem(
        `embedding ${String(row)} has dimension ${String(vector.length)} instead of ${dimension === 0 ? 'at least 1' : String(dimension)}`,
      );
    const length = lengthOf(vector, row);
    for (let i = 0; i < dimension; i++) data[row * dimension + i] = (vector[i] ?? NaN) / length;
  });
  return { dimension, data };
}

/** The `embedding` of each entry, in the order of the inputs, whatever the order of the answer. @throws AnswerProblem */
export function orderByIndex(entries: readonly unknown[]): readonly unknown[] {
  const ordered = new Map<number, unknown>();
  for (const entry of entries) {
    const { index, embedding } = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>;
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= entries.length)
      throw new AnswerProblem(
        `an embedding has the index ${JSON.stringify(index)}, with ${count(entries.length, 'embedding')}`,
      );
    if (ordered.has(index)) throw new AnswerProblem(`two embeddings have the index ${String(index)}`);
    ordered.set(index, embedding);
  }
  return entries.map((_, index) => ordered.get(index));
}

/** [dimension] in double precision, so that a float16 or integer vector is scaled without loss. */
function readVector(value: unknown, row: number): Float64Array {
  if (Array.isArray(value)) {
    const at = value.findIndex((number) => typeof number !== 'number');
    if (at < 0) return Float64Array.from(value as number[]);
    throw new AnswerProblem(
      `value ${String(at)} of embedding ${String(row)} is ${JSON.stringify(value[at])}, not a number`,
    );
  }
  if (typeof value !== 'string')
    throw new AnswerProblem(`embedding ${String(row)} is neither an array of numbers nor base64`);
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length % 4 !== 0 || bytes.toString('base64') !== value)
    throw new AnswerProblem(`embedding ${String(row)} is not float32 in base64`);
  const vector = new Float64Array(bytes.length / 4);
  for (let i = 0; i < vector.length; i++) vector[i] = bytes.readFloatLE(i * 4);
  return vector;
}

function lengthOf(vector: Float64Array, row: number): number {
  const bad = vector.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new AnswerProblem(`value ${String(bad)} of embedding ${String(row)} is ${String(vector[bad])}, not finite`);
  // Scaled by the largest value, so that squares neither overflow nor vanish.
  const largest = vector.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  if (largest === 0) throw new AnswerProblem(`embedding ${String(row)} is all zeros, so it has no direction`);
  return largest * Math.sqrt(vector.reduce((sum, value) => sum + (value / largest) ** 2, 0));
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}
