import type { Pooling } from '@kindred/embedding-model';

/**
 * One vector of the states of a text's tokens or a photo's patches.
 *
 * @param states [tokens, dimension], without padding, at least one token
 * @param row [dimension], overwritten
 */
export function poolTokens(pooling: Pooling, states: Float32Array, row: Float32Array): void {
  const dimension = row.length;
  if (pooling === 'cls' || pooling === 'none') row.set(states.subarray(0, dimension));
  else if (pooling === 'lastToken') row.set(states.subarray(states.length - dimension));
  else averageTokens(states, row);
}

function averageTokens(states: Float32Array, row: Float32Array): void {
  row.fill(0);
  for (let token = 0; token < states.length; token += row.length)
    for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) + (states[token + i] ?? 0);
  const share = row.length / states.length;
  for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) * share;
}

/** states [channels, places] → the mean of each channel, written into row [channels]. */
export function averagePlaces(states: Float32Array, row: Float32Array): void {
  const places = states.length / row.length;
  for (let channel = 0; channel < row.length; channel++) {
    let sum = 0;
    for (let i = 0; i < places; i++) sum += states[channel * places + i] ?? 0;
    row[channel] = sum / places;
  }
}

/** Scales row [dimension] to length 1; a row of zeros becomes NaN, which `checkRows` refuses. */
export function toUnitLength(row: Float32Array): void {
  let squares = 0;
  for (const value of row) squares += value * value;
  const scale = 1 / Math.sqrt(squares);
  for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) * scale;
}

/** @param rows [n, dimension] @throws Error when a value is not finite or a row is not of unit length */
export function checkRows(rows: Float32Array, dimension: number): void {
  for (let from = 0; from < rows.length; from += dimension) {
    let squares = 0;
    for (let i = from; i < from + dimension; i++) squares += (rows[i] ?? NaN) ** 2;
    if (!Number.isFinite(squares)) throw new Error('the model gave unusable numbers (zero vector, NaN or infinity).');
    if (Math.abs(squares - 1) > 2e-3) {
      const length = Math.sqrt(squares).toFixed(3);
      throw new Error(`the graph gives vectors of length ${length}, not 1; set "normalise": true in the manifest.`);
    }
  }
}
