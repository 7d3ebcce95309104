import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderByIndex, readEmbeddings } from './read-embeddings.ts';

const toBase64 = (row: readonly number[]): string => Buffer.from(Float32Array.from(row).buffer).toString('base64');
const matrix = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 9 })).chain(([rows, dimension]) => {
  const value = fc.float({ noNaN: true, noDefaultInfinity: true });
  const row = fc
    .array(value, { minLength: dimension, maxLength: dimension })
    .filter((values) => values.some((number) => Math.abs(number) > 1e-30));
  return fc.array(row, { minLength: rows, maxLength: rows });
});

describe('readEmbeddings', () => {
  it('scales rows to unit length: [3, 4] / 5 = [0.6, 0.8]', () => {
    const { dimension, data } = readEmbeddings([[3, 4], toBase64([0, -2])], { rows: 2 });
    expect(dimension).toBe(2);
    expect(data).toEqual(Float32Array.from([0.6, 0.8, 0, -1]));
  });

  it('gives unit rows of the same direction, from numbers as from base64', () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const { dimension, data } = readEmbeddings(rows, { rows: rows.length });
        expect(readEmbeddings(rows.map(toBase64), { rows: rows.length }).data).toEqual(data);
        rows.forEach((row, i) => {
          const unit = data.subarray(i * dimension, (i + 1) * dimension);
          expect(Math.hypot(...unit)).toBeCloseTo(1, 5);
          const dot = row.reduce((sum, value, j) => sum + (value / Math.hypot(...row)) * (unit[j] ?? NaN), 0);
          expect(dot).toBeCloseTo(1, 5);
        });
      }),
    );
  });

  it.each<[string, unknown[], string]>([
    ['too few', [[1]], 'it gave 1 embedding for 2 inputs'],
    ['too many', [[1], [1], [1]], 'it gave 3 embeddings for 2 inputs'],
    ['of two dimensions', [[1, 2], [1]], 'embedding 1 has dimension 1 instead of 2'],
    ['without values', [[], []], 'embedding 0 has dimension 0 instead of at least 1'],
    [
      'with a null',
      [
        [1, 2],
        [1, null],
      ],
      'value 1 of embedding 1 is null, not a number',
    ],
    ['with NaN', [toBase64([1, NaN]), [1, 2]], 'value 1 of embedding 0 is NaN, not finite'],
    ['with an infinity', [[1, 2], toBase64([-Infinity, 1])], 'value 0 of embedding 1 is -Infinity, not finite'],
    [
      'all zeros',
      [
        [1, 2],
        [0, 0],
      ],
      'embedding 1 is all zeros, so it has no direction',
    ],
    ['of half a float', [Buffer.from([1, 2, 3]).toString('base64'), [1]], 'embedding 0 is not float32 in base64'],
    ['that are words', ['not a vector', [1]], 'embedding 0 is not float32 in base64'],
    ['that are missing', [undefined, [1]], 'embedding 0 is neither an array of numbers nor base64'],
  ])('refuses embeddings %s', (_name, rows, message) => {
    expect(() => readEmbeddings(rows, { rows: 2 })).toThrow(message);
  });

  it('refuses another dimension than the one known', () => {
    expect(() => readEmbeddings([[1, 0]], { rows: 1, dimension: 3 })).toThrow('has dimension 2 instead of 3');
  });
});

describe('orderByIndex', () => {
  it('puts embeddings into the order of the inputs, whatever the order of the answer', () => {
    const shuffled = fc.integer({ min: 0, max: 20 }).chain((size) =>
      fc.shuffledSubarray(
        Array.from({ length: size }, (_, index) => index),
        { minLength: size, maxLength: size },
      ),
    );
    fc.assert(
      fc.property(shuffled, (order) => {
        const entries = order.map((index) => ({ index, embedding: [index] }));
        expect(orderByIndex(entries)).toEqual(order.map((_, index) => [index]));
      }),
    );
  });

  it.each<[unknown[], string]>([
    [[{ embedding: [1] }], 'an embedding has the index undefined, with 1 embedding'],
    [[{ index: 1, embedding: [1] }], 'an embedding has the index 1, with 1 embedding'],
    [[{ index: 0.5 }, { index: 0 }], 'an embedding has the index 0.5, with 2 embeddings'],
    [[{ index: 0 }, { index: 0 }], 'two embeddings have the index 0'],
    [[null], 'an embedding has the index undefined'],
  ])('refuses %j', (entries, message) => {
    expect(() => orderByIndex(entries)).toThrow(message);
  });
});
