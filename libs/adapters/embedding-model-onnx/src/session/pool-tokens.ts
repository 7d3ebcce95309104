/** states [tokens, dimension] without padding → their mean at unit length, written into row [dimension]. */
export function meanPool(states: Float32Array, row: Float32Array): void {
  row.fill(0);
  for (let i = 0; i < states.length; i++) row[i % row.length] = (row[i % row.length] ?? 0) + (states[i] ?? 0);
  // The division by the number of tokens cancels against the normalisation.
  let squares = 0;
  for (const value of row) squares += value * value;
  const scale = 1 / Math.sqrt(squares);
  for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) * scale;
}
