import { TurnTaking } from './turn-taking.ts';

/** Rows one behind the other. */
export interface Matrix<Data extends Float32Array | Float64Array = Float64Array> {
  readonly rows: number;
  readonly columns: number;
  /** [rows · columns] */
  readonly data: Data;
}

/**
 * left · rightᵀ: [left.rows][right.rows]. Both have the same columns. Four rows of `right` at a time, so that each value of
 * `left` is read once for four multiplications. Gives way to other work.
 */
export async function multiplyByTransposed(left: Matrix<Float32Array>, right: Matrix): Promise<Matrix> {
  const turns = new TurnTaking();
  const product = { rows: left.rows, columns: right.rows, data: new Float64Array(left.rows * right.rows) };
  for (let row = 0; row < left.rows; row++) {
    for (let other = 0; other < right.rows; other += 4) dotWithFour(left, right, product, [row, other]);
    if (turns.isDue(left.columns * right.rows)) await turns.next();
  }
  return product;
}

function dotWithFour(
  { data: left, columns }: Matrix<Float32Array>,
  { data: right, rows }: Matrix,
  product: Matrix,
  [row, other]: readonly [number, number],
): void {
  const [second, third, fourth] = [1, 2, 3].map((step) => Math.min(other + step, rows - 1) * columns) as [
    number,
    number,
    number,
  ];
  const first = other * columns;
  const begin = row * columns;
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < columns; i++) {
    const value = left[begin + i]!;
    a += value * right[first + i]!;
    b += value * right[second + i]!;
    c += value * right[third + i]!;
    d += value * right[fourth + i]!;
  }
  // What is beyond the last row was computed from the last row, and is not written.
  const at = row * rows + other;
  const end = (row + 1) * rows;
  product.data[at] = a;
  if (at + 1 < end) product.data[at + 1] = b;
  if (at + 2 < end) product.data[at + 2] = c;
  if (at + 3 < end) product.data[at + 3] = d;
}

/** leftᵀ · right: [left.columns][right.columns]. Both have the same rows. Four rows at a time. Gives way to other work. */
export async function multiplyTransposed(left: Matrix, right: Matrix<Float32Array>): Promise<Matrix> {
  const turns = new TurnTaking();
  const product = { rows: left.columns, columns: right.columns, data: new Float64Array(left.columns * right.columns) };
  for (let row = 0; row < left.rows; row += 4) {
    for (let column = 0; column < left.columns; column++) addFourRows(left, right, product, [row, column]);
    if (turns.isDue(4 * left.columns * right.columns)) await turns.next();
  }
  return product;
}

function addFourRows(
  left: Matrix,
  { data: right, columns }: Matrix<Float32Array>,
  { data: product }: Matrix,
  [row, column]: readonly [number, number],
): void {
  const factor = (step: number): number =>
    row + step < left.rows ? left.data[(row + step) * left.columns + column]! : 0;
  const begin = (step: number): number => Math.min(row + step, left.rows - 1) * columns;
  const [a, b, c, d] = [factor(0), factor(1), factor(2), factor(3)];
  const [first, second, third, fourth] = [begin(0), begin(1), begin(2), begin(3)];
  const target = column * columns;
  for (let i = 0; i < columns; i++)
    product[target + i] =
      product[target + i]! +
      a * right[first + i]! +
      b * right[second + i]! +
      c * right[third + i]! +
      d * right[fourth + i]!;
}

/** The row's values: a view. */
export function rowOf<Data extends Float32Array | Float64Array>({ data, columns }: Matrix<Data>, row: number): Data {
  return data.subarray(row * columns, (row + 1) * columns) as Data;
}
