import {
  DENSE_CODES,
  DENSE_DIMENSION,
  DENSE_FACTORS,
  DENSE_QUERY,
  DENSE_STRIDE,
  DENSE_TERMS,
  SCRATCH_EXTENT,
} from '../src/scan/scan-structs';
import { addDots, sumEach } from './dot';

/**
 * Adds what a dense block contributes to the scores and errors of `count` rows, for lanes `first` to `first + 3`. Both begin with lane
 * `first` of the first row, and may be one and the same: upper bounds then. Two rows at a time: what is loaded of the queries serves
 * both, and eight sums hide the products' latency.
 */
export function addDenseOfFour(
  dense: usize,
  scratch: usize,
  rows: usize,
  scores: usize,
  errors: usize,
  count: i32,
  lanes: usize,
  first: usize,
): void {
  const dimension: usize = load<u32>(dense + DENSE_DIMENSION);
  const terms: usize = load<u32>(dense + DENSE_TERMS);
  const stride: usize = load<u32>(dense + DENSE_STRIDE);
  const block = load<u32>(scratch + SCRATCH_EXTENT) + load<u32>(dense + DENSE_CODES);
  const queries = load<u32>(dense + DENSE_QUERY) + 16 * first;
  const factors = load<u32>(dense + DENSE_FACTORS) + 4 * first;
  const end = rows + 4 * count;
  for (; rows < end; rows += 8) {
    let one = block + stride * load<u32>(rows);
    let other = block + stride * load<u32>(rows, 4);
    let query = queries;
    let a = i32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    const codesEnd = one + dimension;
    while (one < codesEnd) {
      const x = v128.load(one);
      const y = v128.load(other);
      const p = v128.load(query);
      a = addDots(p, x, a);
      e = addDots(p, y, e);
      const q = v128.load(query, 16);
      b = addDots(q, x, b);
      f = addDots(q, y, f);
      const r = v128.load(query, 32);
      c = addDots(r, x, c);
      g = addDots(r, y, g);
      const s = v128.load(query, 48);
      d = addDots(s, x, d);
      h = addDots(s, y, h);
      query += 16 * lanes;
      one += 16;
      other += 16;
    }
    add(scores, errors, one, sumEach(a, b, c, d), factors, terms, 4 * lanes);
    add(scores + 4 * lanes, errors + 4 * lanes, other, sumEach(e, f, g, h), factors, terms, 4 * lanes);
    scores += 8 * lanes;
    errors += 8 * lanes;
  }
}

/** `parameters` are what stands behind a row's codes; `plane` is from one kind of factor to the next. */
function add(
  scores: usize,
  errors: usize,
  parameters: usize,
  dots: v128,
  factors: usize,
  terms: usize,
  plane: usize,
): void {
  const scaleFactors = f32x4.mul(v128.load(factors), v128.load_splat<f32>(parameters));
  const zeros = f32x4.mul(v128.load(factors + plane), v128.load_splat<f32>(parameters, 4));
  const contribution = f32x4.add(f32x4.mul(scaleFactors, f32x4.convert_i32x4_s(dots)), zeros);
  v128.store(scores, f32x4.add(v128.load(scores), contribution));
  let error = f32x4.add(
    v128.load(errors),
    f32x4.mul(v128.load(factors + 2 * plane), v128.load_splat<f32>(parameters, 8)),
  );
  for (let term: usize = 1; term < terms; term++) {
    const length = v128.load_splat<f32>(parameters + 4 * term, 8);
    error = f32x4.add(error, f32x4.mul(v128.load(factors + (2 + term) * plane), length));
  }
  v128.store(errors, error);
}
