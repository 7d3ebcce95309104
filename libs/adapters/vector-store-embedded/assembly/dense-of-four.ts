import {
  DENSE_CODES,
  DENSE_DIMENSION,
  DENSE_FACTORS,
  DENSE_QUERY,
  PARAMETER_BYTES,
  SCRATCH_ERRORS,
  SCRATCH_EXTENT,
  TILE_ROWS,
} from '../src/scan/scan-structs';
import { addDots, sumEach } from './dot';

/**
 * Adds what a dense block contributes to the scores and errors of a tile, for lanes `first` to `first + 3`. `rows` are the tile's,
 * `scores` begin with lane `first` of its first row. Eight sums hide
 * the products' latency; rows are read one after the other, as memory delivers them fastest.
 */
export function addDenseOfFour(
  dense: usize,
  scratch: usize,
  rows: usize,
  scores: usize,
  lanes: usize,
  first: usize,
): void {
  const dimension: usize = load<u32>(dense + DENSE_DIMENSION);
  const stride = dimension + PARAMETER_BYTES;
  const block = load<u32>(scratch + SCRATCH_EXTENT) + load<u32>(dense + DENSE_CODES);
  const queries = load<u32>(dense + DENSE_QUERY) + 16 * first;
  const factors = load<u32>(dense + DENSE_FACTORS) + 4 * first;
  let errors = scratch + SCRATCH_ERRORS + 4 * first;
  const end = rows + 4 * TILE_ROWS;
  for (; rows < end; rows += 4) {
    let codes = block + stride * load<u32>(rows);
    let query = queries;
    let a = i32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    const codesEnd = codes + dimension;
    const unrolledEnd = codes + (dimension & ~31);
    while (codes < unrolledEnd) {
      const x = v128.load(codes);
      a = addDots(v128.load(query), x, a);
      b = addDots(v128.load(query, 16), x, b);
      c = addDots(v128.load(query, 32), x, c);
      d = addDots(v128.load(query, 48), x, d);
      query += 16 * lanes;
      const y = v128.load(codes, 16);
      e = addDots(v128.load(query), y, e);
      f = addDots(v128.load(query, 16), y, f);
      g = addDots(v128.load(query, 32), y, g);
      h = addDots(v128.load(query, 48), y, h);
      query += 16 * lanes;
      codes += 32;
    }
    if (codes < codesEnd) {
      const x = v128.load(codes);
      a = addDots(v128.load(query), x, a);
      b = addDots(v128.load(query, 16), x, b);
      c = addDots(v128.load(query, 32), x, c);
      d = addDots(v128.load(query, 48), x, d);
      codes += 16;
    }
    const dots = sumEach(i32x4.add(a, e), i32x4.add(b, f), i32x4.add(c, g), i32x4.add(d, h));
    add(scores, errors, codes, dots, factors, 4 * lanes);
    scores += 4 * lanes;
    errors += 4 * lanes;
  }
}

/** `parameters` are what stands behind a row's codes; `plane` is from one kind of factor to the next. */
function add(scores: usize, errors: usize, parameters: usize, dots: v128, factors: usize, plane: usize): void {
  const scaleFactors = f32x4.mul(v128.load(factors), v128.load_splat<f32>(parameters));
  const zeros = f32x4.mul(v128.load(factors + plane), v128.load_splat<f32>(parameters, 4));
  const contribution = f32x4.add(f32x4.mul(scaleFactors, f32x4.convert_i32x4_s(dots)), zeros);
  v128.store(scores, f32x4.add(v128.load(scores), contribution));
  const lengths = f32x4.mul(v128.load(factors + 2 * plane), v128.load_splat<f32>(parameters, 8));
  v128.store(errors, f32x4.add(v128.load(errors), lengths));
}
