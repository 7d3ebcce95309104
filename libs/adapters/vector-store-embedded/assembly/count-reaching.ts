import { DENSE_REST, SCRATCH_ERRORS, SCRATCH_THRESHOLDS } from '../src/scan/scan-structs';

/** How many of a chunk's first `count` rows could still reach the threshold with all that `dense` and the blocks behind it can add. */
export function countReachingOfOne(dense: usize, scratch: usize, scores: usize, count: i32): i32 {
  const errors = scratch + SCRATCH_ERRORS;
  const rest = v128.load_splat<f32>(load<u32>(dense + DENSE_REST));
  const needed = f32x4.sub(v128.load_splat<f32>(scratch, SCRATCH_THRESHOLDS), rest);
  let reaching = i32x4.splat(0);
  for (let i = 0; i < count; i += 4) {
    const upper = f32x4.add(v128.load(scores + 4 * i), v128.load(errors + 4 * i));
    // -1 where it does.
    reaching = i32x4.sub(reaching, f32x4.ge(upper, needed));
  }
  return sumOf(reaching);
}

/** The same for lanes `first` to `first + 3` together: pairs of row and query. */
export function countReachingOfFour(
  dense: usize,
  scratch: usize,
  scores: usize,
  count: i32,
  lanes: usize,
  first: usize,
): i32 {
  const rest = v128.load(load<u32>(dense + DENSE_REST) + <u32>(4 * first));
  const needed = f32x4.sub(v128.load(scratch + 4 * first, SCRATCH_THRESHOLDS), rest);
  let score = scores + 4 * first;
  let error = scratch + SCRATCH_ERRORS + 4 * first;
  let reaching = i32x4.splat(0);
  for (let i = 0; i < count; i++) {
    reaching = i32x4.sub(reaching, f32x4.ge(f32x4.add(v128.load(score), v128.load(error)), needed));
    score += 4 * lanes;
    error += 4 * lanes;
  }
  return sumOf(reaching);
}

function sumOf(counts: v128): i32 {
  return (
    i32x4.extract_lane(counts, 0) +
    i32x4.extract_lane(counts, 1) +
    (i32x4.extract_lane(counts, 2) + i32x4.extract_lane(counts, 3))
  );
}
