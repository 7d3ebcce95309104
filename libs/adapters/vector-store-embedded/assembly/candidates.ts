import {
  CANDIDATE_BYTES,
  CANDIDATE_CAPACITY,
  CANDIDATE_LIMIT,
  HEAP_CAPACITY,
  SCRATCH_CANDIDATE_COUNTS,
  SCRATCH_CANDIDATES,
  SCRATCH_HEAP_COUNTS,
  SCRATCH_HEAPS,
  SCRATCH_IS_FULL,
  SCRATCH_THRESHOLDS,
} from '../src/scan/scan-structs';
import { raiseThreshold } from './thresholds';

/**
 * Keeps a row whose score lies between the two bounds, and raises the lane's threshold where the lower one is among the best
 * `limit`. The caller has seen that `upper` reaches the threshold.
 */
export function offer(batch: usize, scratch: usize, lane: i32, row: i32, limit: i32, lower: f32, upper: f32): void {
  const countAt = scratch + SCRATCH_CANDIDATE_COUNTS + 4 * lane;
  const count = load<i32>(countAt);
  const candidate = listOf(scratch, lane) + CANDIDATE_BYTES * count;
  store<i32>(candidate, row);
  store<f32>(candidate, lower, 4);
  store<f32>(candidate, upper, 8);
  store<i32>(countAt, count + 1);
  raise(batch, scratch, lane, limit, lower);
  if (count + 1 >= CANDIDATE_LIMIT) compact(scratch, lane, countAt);
}

function listOf(scratch: usize, lane: i32): usize {
  return load<u32>(scratch + SCRATCH_CANDIDATES) + CANDIDATE_BYTES * CANDIDATE_CAPACITY * lane;
}

/** Drops the candidates that the threshold has passed; asks for emptying where more than half are left. */
function compact(scratch: usize, lane: i32, countAt: usize): void {
  const threshold = load<f32>(scratch + SCRATCH_THRESHOLDS + 4 * lane);
  const list = listOf(scratch, lane);
  const count = load<i32>(countAt);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const candidate = list + CANDIDATE_BYTES * i;
    if (load<f32>(candidate, 8) < threshold) continue;
    const target = list + CANDIDATE_BYTES * kept;
    store<u64>(target, load<u64>(candidate));
    store<u32>(target, load<u32>(candidate, 8), 8);
    kept++;
  }
  store<i32>(countAt, kept);
  if (kept > CANDIDATE_CAPACITY / 2) store<i32>(scratch + SCRATCH_IS_FULL, 1);
}

/** Heap of the best `limit` lower bounds, the least at the root; its root is the threshold once it is full. */
function raise(batch: usize, scratch: usize, lane: i32, limit: i32, lower: f32): void {
  const heap = load<u32>(scratch + SCRATCH_HEAPS) + 4 * HEAP_CAPACITY * lane;
  const countAt = scratch + SCRATCH_HEAP_COUNTS + 4 * lane;
  const count = load<i32>(countAt);
  if (count < limit) {
    siftUp(heap, count, lower);
    store<i32>(countAt, count + 1);
    if (count + 1 < limit) return;
  } else if (lower > load<f32>(heap)) siftDown(heap, limit, lower);
  else return;
  raiseThreshold(batch, scratch, lane, load<f32>(heap));
}

function siftUp(heap: usize, from: i32, value: f32): void {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = load<f32>(heap + 4 * parent);
    if (above <= value) break;
    store<f32>(heap + 4 * at, above);
    at = parent;
  }
  store<f32>(heap + 4 * at, value);
}

function siftDown(heap: usize, count: i32, value: f32): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= count) break;
    if (child + 1 < count && load<f32>(heap + 4 * (child + 1)) < load<f32>(heap + 4 * child)) child++;
    const below = load<f32>(heap + 4 * child);
    if (below >= value) break;
    store<f32>(heap + 4 * at, below);
    at = child;
  }
  store<f32>(heap + 4 * at, value);
}
