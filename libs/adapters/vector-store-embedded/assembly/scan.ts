import {
  BATCH_DENSE,
  BATCH_DENSE_COUNT,
  BATCH_IS_DENSE,
  BATCH_LANES,
  BATCH_LIMITS,
  BATCH_LOOKUP_COUNT,
  BATCH_LOOKUPS,
  BATCH_MASK,
  BATCH_SLACK,
  DENSE_BYTES,
  DENSE_CODES,
  DENSE_DIMENSION,
  DENSE_FACTORS,
  DENSE_QUERY,
  LOOKUP_BYTES,
  LOOKUP_CODES,
  LOOKUP_TABLE,
  PARAMETER_BYTES,
  SCRATCH_EXTENT,
  SCRATCH_FIRST_ROW,
  SCRATCH_FROM,
  SCRATCH_IS_FULL,
  SCRATCH_THRESHOLDS,
  SCRATCH_TO,
} from '../src/scan/scan-structs';
import { offer } from './candidates';
import { addDots, dotOfOne, sumEach } from './dot';

/**
 * Scores rows `from` to `to` of the scratch's extent for the batch's queries and offers those whose upper bound reaches the
 * threshold. Returns the row to go on with: `to`, or an earlier one where a list of candidates must be emptied first.
 */
export function scan(batch: usize, scratch: usize): i32 {
  const lanes = load<i32>(batch + BATCH_LANES);
  const to = load<i32>(scratch + SCRATCH_TO);
  const mask = load<u32>(batch + BATCH_MASK) + load<i32>(scratch + SCRATCH_FIRST_ROW);
  const isDense = load<i32>(batch + BATCH_IS_DENSE) !== 0;
  let row = load<i32>(scratch + SCRATCH_FROM);
  while (row < to) {
    while (row + 8 <= to && load<u64>(mask + row) === 0) row += 8;
    if (row >= to) break;
    const wanted = load<u8>(mask + row);
    if (isDense || wanted !== 0) {
      if (lanes === 1) scoreForOne(batch, scratch, row, wanted);
      else if (lanes === 4) scoreForFour(batch, scratch, row, wanted);
      else scoreForEight(batch, scratch, row, wanted);
      if (load<i32>(scratch + SCRATCH_IS_FULL) !== 0) return row + 1;
    }
    row++;
  }
  return to;
}

function scoreForOne(batch: usize, scratch: usize, row: i32, wanted: i32): void {
  const extent = load<u32>(scratch + SCRATCH_EXTENT);
  let score: f32 = 0;
  let error = load<f32>(load<u32>(batch + BATCH_SLACK));
  const denseCount = load<i32>(batch + BATCH_DENSE_COUNT);
  let dense: usize = load<u32>(batch + BATCH_DENSE);
  for (let i = 0; i < denseCount; i++, dense += DENSE_BYTES) {
    const dimension: usize = load<u32>(dense + DENSE_DIMENSION);
    const codes = extent + load<u32>(dense + DENSE_CODES) + row * (dimension + PARAMETER_BYTES);
    const dot = dotOfOne(codes, load<u32>(dense + DENSE_QUERY), dimension);
    const parameters = codes + dimension;
    const factors: usize = load<u32>(dense + DENSE_FACTORS);
    score += load<f32>(factors) * load<f32>(parameters) * <f32>dot + load<f32>(factors, 4) * load<f32>(parameters, 4);
    error += load<f32>(factors, 8) * load<f32>(parameters, 8);
  }
  const lookupCount = load<i32>(batch + BATCH_LOOKUP_COUNT);
  let lookup: usize = load<u32>(batch + BATCH_LOOKUPS);
  for (let i = 0; i < lookupCount; i++, lookup += LOOKUP_BYTES) {
    const code = load<u32>(extent + load<u32>(lookup + LOOKUP_CODES) + 4 * row);
    score += load<f32>(load<u32>(lookup + LOOKUP_TABLE) + 4 * code);
  }
  if (score + error < load<f32>(scratch + SCRATCH_THRESHOLDS) || wanted === 0) return;
  const limit = load<i32>(load<u32>(batch + BATCH_LIMITS));
  offer(scratch, 0, load<i32>(scratch + SCRATCH_FIRST_ROW) + row, limit, score - error, score + error);
}

/** scale × factor × dot + zero point × factor, for four lanes. */
function blockScores(dots: v128, factors: usize, plane: usize, scale: v128, zero: v128): v128 {
  const scaled = f32x4.mul(f32x4.mul(v128.load(factors), scale), f32x4.convert_i32x4_s(dots));
  return f32x4.add(scaled, f32x4.mul(v128.load(factors + plane), zero));
}

function scoreForFour(batch: usize, scratch: usize, row: i32, wanted: i32): void {
  const extent = load<u32>(scratch + SCRATCH_EXTENT);
  let scores = f32x4.splat(0);
  let errors = v128.load(load<u32>(batch + BATCH_SLACK));
  const denseCount = load<i32>(batch + BATCH_DENSE_COUNT);
  let dense: usize = load<u32>(batch + BATCH_DENSE);
  for (let i = 0; i < denseCount; i++, dense += DENSE_BYTES) {
    const dimension: usize = load<u32>(dense + DENSE_DIMENSION);
    const codes = extent + load<u32>(dense + DENSE_CODES) + row * (dimension + PARAMETER_BYTES);
    let query: usize = load<u32>(dense + DENSE_QUERY);
    let a = i32x4.splat(0);
    let b = i32x4.splat(0);
    let c = i32x4.splat(0);
    let d = i32x4.splat(0);
    for (let k: usize = 0; k < dimension; k += 16, query += 64) {
      const sixteen = v128.load(codes + k);
      a = addDots(query, sixteen, a);
      b = addDots(query + 16, sixteen, b);
      c = addDots(query + 32, sixteen, c);
      d = addDots(query + 48, sixteen, d);
    }
    const parameters = codes + dimension;
    const scale = v128.load_splat<f32>(parameters);
    const zero = v128.load_splat<f32>(parameters, 4);
    const error = v128.load_splat<f32>(parameters, 8);
    const factors: usize = load<u32>(dense + DENSE_FACTORS);
    scores = f32x4.add(scores, blockScores(sumEach(a, b, c, d), factors, 16, scale, zero));
    errors = f32x4.add(errors, f32x4.mul(v128.load(factors + 32), error));
  }
  const lookupCount = load<i32>(batch + BATCH_LOOKUP_COUNT);
  let lookup: usize = load<u32>(batch + BATCH_LOOKUPS);
  for (let i = 0; i < lookupCount; i++, lookup += LOOKUP_BYTES) {
    const code = load<u32>(extent + load<u32>(lookup + LOOKUP_CODES) + 4 * row);
    scores = f32x4.add(scores, v128.load(load<u32>(lookup + LOOKUP_TABLE) + 16 * code));
  }
  offerLanes(batch, scratch, row, wanted, 0, scores, errors);
}

function scoreForEight(batch: usize, scratch: usize, row: i32, wanted: i32): void {
  const extent = load<u32>(scratch + SCRATCH_EXTENT);
  const slack: usize = load<u32>(batch + BATCH_SLACK);
  let scores = f32x4.splat(0);
  let moreScores = scores;
  let errors = v128.load(slack);
  let moreErrors = v128.load(slack, 16);
  const denseCount = load<i32>(batch + BATCH_DENSE_COUNT);
  let dense: usize = load<u32>(batch + BATCH_DENSE);
  for (let i = 0; i < denseCount; i++, dense += DENSE_BYTES) {
    const dimension: usize = load<u32>(dense + DENSE_DIMENSION);
    const codes = extent + load<u32>(dense + DENSE_CODES) + row * (dimension + PARAMETER_BYTES);
    let query: usize = load<u32>(dense + DENSE_QUERY);
    let a = i32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    for (let k: usize = 0; k < dimension; k += 16, query += 128) {
      const sixteen = v128.load(codes + k);
      a = addDots(query, sixteen, a);
      b = addDots(query + 16, sixteen, b);
      c = addDots(query + 32, sixteen, c);
      d = addDots(query + 48, sixteen, d);
      e = addDots(query + 64, sixteen, e);
      f = addDots(query + 80, sixteen, f);
      g = addDots(query + 96, sixteen, g);
      h = addDots(query + 112, sixteen, h);
    }
    const parameters = codes + dimension;
    const scale = v128.load_splat<f32>(parameters);
    const zero = v128.load_splat<f32>(parameters, 4);
    const error = v128.load_splat<f32>(parameters, 8);
    const factors: usize = load<u32>(dense + DENSE_FACTORS);
    scores = f32x4.add(scores, blockScores(sumEach(a, b, c, d), factors, 32, scale, zero));
    moreScores = f32x4.add(moreScores, blockScores(sumEach(e, f, g, h), factors + 16, 32, scale, zero));
    errors = f32x4.add(errors, f32x4.mul(v128.load(factors + 64), error));
    moreErrors = f32x4.add(moreErrors, f32x4.mul(v128.load(factors + 80), error));
  }
  const lookupCount = load<i32>(batch + BATCH_LOOKUP_COUNT);
  let lookup: usize = load<u32>(batch + BATCH_LOOKUPS);
  for (let i = 0; i < lookupCount; i++, lookup += LOOKUP_BYTES) {
    const code = load<u32>(extent + load<u32>(lookup + LOOKUP_CODES) + 4 * row);
    const entry = load<u32>(lookup + LOOKUP_TABLE) + 32 * code;
    scores = f32x4.add(scores, v128.load(entry));
    moreScores = f32x4.add(moreScores, v128.load(entry, 16));
  }
  offerLanes(batch, scratch, row, wanted, 0, scores, errors);
  offerLanes(batch, scratch, row, wanted, 4, moreScores, moreErrors);
}

/** Offers the row to those of four lanes that want it and whose threshold its upper bound reaches. */
function offerLanes(batch: usize, scratch: usize, row: i32, wanted: i32, first: i32, scores: v128, errors: v128): void {
  const upper = f32x4.add(scores, errors);
  const thresholds = v128.load(scratch + SCRATCH_THRESHOLDS + 4 * first);
  const reached = i32x4.bitmask(f32x4.ge(upper, thresholds)) & (wanted >> first);
  if (reached === 0) return;
  const lower = f32x4.sub(scores, errors);
  const limits: usize = load<u32>(batch + BATCH_LIMITS) + 4 * first;
  const globalRow = load<i32>(scratch + SCRATCH_FIRST_ROW) + row;
  if (reached & 1)
    offer(scratch, first, globalRow, load<i32>(limits), f32x4.extract_lane(lower, 0), f32x4.extract_lane(upper, 0));
  if (reached & 2)
    offer(
      scratch,
      first + 1,
      globalRow,
      load<i32>(limits, 4),
      f32x4.extract_lane(lower, 1),
      f32x4.extract_lane(upper, 1),
    );
  if (reached & 4)
    offer(
      scratch,
      first + 2,
      globalRow,
      load<i32>(limits, 8),
      f32x4.extract_lane(lower, 2),
      f32x4.extract_lane(upper, 2),
    );
  if (reached & 8)
    offer(
      scratch,
      first + 3,
      globalRow,
      load<i32>(limits, 12),
      f32x4.extract_lane(lower, 3),
      f32x4.extract_lane(upper, 3),
    );
}
