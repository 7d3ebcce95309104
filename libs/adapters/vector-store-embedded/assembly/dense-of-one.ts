import {
  DENSE_CODES,
  DENSE_DIMENSION,
  DENSE_FACTORS,
  DENSE_QUERY,
  DENSE_STRIDE,
  DENSE_TERMS,
  SCRATCH_EXTENT,
  SCRATCH_SUMS,
} from '../src/scan/scan-structs';
import { addDots, sumEach } from './dot';

/**
 * Adds what a dense block contributes to the scores and errors of `count` rows for one of a batch's queries; both may be one and the
 * same: upper bounds then. Rows are read one after the other, as memory delivers them fastest; what follows is done for four rows at once.
 */
export function addDenseOfOne(
  dense: usize,
  scratch: usize,
  lanes: usize,
  lane: usize,
  rows: usize,
  scores: usize,
  errors: usize,
  count: i32,
): void {
  const dimension: usize = load<u32>(dense + DENSE_DIMENSION);
  const terms: usize = load<u32>(dense + DENSE_TERMS);
  const stride: usize = load<u32>(dense + DENSE_STRIDE);
  const block = load<u32>(scratch + SCRATCH_EXTENT) + load<u32>(dense + DENSE_CODES);
  const query = load<u32>(dense + DENSE_QUERY) + <u32>(16 * lane);
  const step: usize = 16 * lanes;
  const factors = load<u32>(dense + DENSE_FACTORS) + <u32>(4 * lane);
  const scaleFactor = v128.load_splat<f32>(factors);
  const zeroFactor = v128.load_splat<f32>(factors + <u32>(4 * lanes));
  const errorFactor = v128.load_splat<f32>(factors + <u32>(8 * lanes));
  const end = rows + 4 * count;
  for (; rows < end; rows += 16) {
    const a = block + stride * load<u32>(rows);
    const b = block + stride * load<u32>(rows, 4);
    const c = block + stride * load<u32>(rows, 8);
    const d = block + stride * load<u32>(rows, 12);
    const dots = dotsOfFour(scratch, a, b, c, d, query, dimension, step);
    const p = v128.load(a + dimension);
    const q = v128.load(b + dimension);
    const r = v128.load(c + dimension);
    const s = v128.load(d + dimension);
    const ofTwo = v128.shuffle<f32>(p, q, 0, 4, 1, 5);
    const ofOthers = v128.shuffle<f32>(r, s, 0, 4, 1, 5);
    const scales = v128.shuffle<f32>(ofTwo, ofOthers, 0, 1, 4, 5);
    const zeros = v128.shuffle<f32>(ofTwo, ofOthers, 2, 3, 6, 7);
    const lengths = v128.shuffle<f32>(
      v128.shuffle<f32>(p, q, 2, 6, 2, 6),
      v128.shuffle<f32>(r, s, 2, 6, 2, 6),
      0,
      1,
      4,
      5,
    );
    const scaled = f32x4.mul(f32x4.mul(scaleFactor, scales), f32x4.convert_i32x4_s(dots));
    const contribution = f32x4.add(scaled, f32x4.mul(zeroFactor, zeros));
    v128.store(scores, f32x4.add(v128.load(scores), contribution));
    let error = f32x4.add(v128.load(errors), f32x4.mul(errorFactor, lengths));
    for (let term: usize = 1; term < terms; term++) {
      const factor = v128.load_splat<f32>(factors + (2 + term) * 4 * lanes);
      error = f32x4.add(error, f32x4.mul(factor, termOf(dimension + 4 * term, a, b, c, d)));
    }
    v128.store(errors, error);
    scores += 16;
    errors += 16;
  }
}

/** The lengths that stand `at` bytes and those of two other numbers behind where each of four rows begins. */
function termOf(at: usize, a: usize, b: usize, c: usize, d: usize): v128 {
  const one = v128.load_splat<f32>(a + at, 8);
  const two = v128.load_lane<f32>(b + at, one, 1, 8);
  const three = v128.load_lane<f32>(c + at, two, 2, 8);
  return v128.load_lane<f32>(d + at, three, 3, 8);
}

/** i32 [4]: the dot products of four rows' codes with a query's. */
function dotsOfFour(
  scratch: usize,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  query: usize,
  dimension: usize,
  step: usize,
): v128 {
  // Stored, so that no compiler reads what stands behind the codes before them: the processor fetches ahead only what is read in order.
  v128.store(scratch, dotsOf(a, query, dimension, step), SCRATCH_SUMS);
  v128.store(scratch, dotsOf(b, query, dimension, step), SCRATCH_SUMS + 16);
  v128.store(scratch, dotsOf(c, query, dimension, step), SCRATCH_SUMS + 32);
  v128.store(scratch, dotsOf(d, query, dimension, step), SCRATCH_SUMS + 48);
  return sumEach(
    v128.load(scratch, SCRATCH_SUMS),
    v128.load(scratch, SCRATCH_SUMS + 16),
    v128.load(scratch, SCRATCH_SUMS + 32),
    v128.load(scratch, SCRATCH_SUMS + 48),
  );
}

/** Dot product of codes [dimension] and a query's codes, as four sums that are still to be added up. `dimension` is a multiple of 16; the query's codes stand in pieces of 16, `step` bytes apart. */
function dotsOf(codes: usize, query: usize, dimension: usize, step: usize): v128 {
  let a = i32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  const end = codes + dimension;
  const unrolledEnd = codes + (dimension & ~63);
  while (codes < unrolledEnd) {
    a = addDots(v128.load(query), v128.load(codes), a);
    query += step;
    b = addDots(v128.load(query), v128.load(codes, 16), b);
    query += step;
    c = addDots(v128.load(query), v128.load(codes, 32), c);
    query += step;
    d = addDots(v128.load(query), v128.load(codes, 48), d);
    query += step;
    codes += 64;
  }
  while (codes < end) {
    a = addDots(v128.load(query), v128.load(codes), a);
    codes += 16;
    query += step;
  }
  return i32x4.add(i32x4.add(a, b), i32x4.add(c, d));
}
