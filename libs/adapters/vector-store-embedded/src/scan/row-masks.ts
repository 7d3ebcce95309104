/** In every byte of a word. */
const EACH = 0x01010101;

/** A multiple of four: the functions below take four rows at a time. */
export function rowMaskLength(rowCount: number): number {
  return Math.ceil(rowCount / 4) * 4;
}

/** A mask for `rowCount` rows, zeros. */
export function createRowMask(rowCount: number): Uint8Array {
  return new Uint8Array(rowMaskLength(rowCount));
}

/** Clears the bits of `mask` that `other` lacks. Both were made by {@link createRowMask} for the same rows. */
export function intersect(mask: Uint8Array, other: Uint8Array): void {
  const [words, others] = [wordsOf(mask), wordsOf(other)];
  for (let i = 0; i < words.length; i++) words[i]! &= others[i]!;
}

/** Sets the bits of `mask` that `other` has. Both were made by {@link createRowMask} for the same rows. */
export function unite(mask: Uint8Array, other: Uint8Array): void {
  const [words, others] = [wordsOf(mask), wordsOf(other)];
  for (let i = 0; i < words.length; i++) words[i]! |= others[i]!;
}

/** Turns the lowest bit of every row over. */
export function invert(mask: Uint8Array): void {
  const words = wordsOf(mask);
  for (let i = 0; i < words.length; i++) words[i]! ^= EACH;
}

/** Clears all but the lowest `lanes` bits of every row. */
export function keepLanes(mask: Uint8Array, lanes: number): void {
  const kept = ((1 << lanes) - 1) * EACH;
  const words = wordsOf(mask);
  for (let i = 0; i < words.length; i++) words[i]! &= kept;
}

/** Bit `lane` of `mask` becomes 1 where `rows` is 1, and 0 elsewhere, behind the end of `rows` too. */
export function replaceLane(mask: Uint8Array, rows: Uint8Array, lane: number): void {
  const [words, passing] = [wordsOf(mask), wordsOf(rows)];
  const others = ~((1 << lane) * EACH);
  for (let i = 0; i < words.length; i++) words[i] = (words[i]! & others) | ((passing[i] ?? 0) << lane);
}

/** How many rows are 1, in a mask of zeros and ones. */
export function countRows(mask: Uint8Array): number {
  let count = 0;
  for (const word of wordsOf(mask)) count += Math.imul(word, EACH) >>> 24;
  return count;
}

function wordsOf(mask: Uint8Array): Uint32Array {
  return new Uint32Array(mask.buffer, mask.byteOffset, mask.length / 4);
}
