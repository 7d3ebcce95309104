import { BATCH_THRESHOLDS, SCRATCH_THRESHOLDS } from '../src/scan/scan-structs';

/** Raises a lane's threshold, for all threads, where `value` is greater. */
export function raiseThreshold(batch: usize, scratch: usize, lane: usize, value: f32): void {
  if (value <= load<f32>(scratch + 4 * lane, SCRATCH_THRESHOLDS)) return;
  store<f32>(scratch + 4 * lane, value, SCRATCH_THRESHOLDS);
  const address = load<u32>(batch + BATCH_THRESHOLDS) + <u32>(4 * lane);
  const own = orderOf(value);
  let shared = atomic.load<i32>(address);
  while (shared < own) {
    const found = atomic.cmpxchg<i32>(address, shared, own);
    if (found === shared) return;
    shared = found;
  }
}

/** Takes over what other threads have found since: `limit` rows as good as that are there, so lesser ones are out here too. */
export function takeOverThresholds(batch: usize, scratch: usize, lanes: usize): void {
  const begin: usize = load<u32>(batch + BATCH_THRESHOLDS);
  for (let at: usize = 0; at < 4 * lanes; at += 4) {
    const shared = valueOf(atomic.load<i32>(begin + at));
    if (shared > load<f32>(scratch + at, SCRATCH_THRESHOLDS)) store<f32>(scratch + at, shared, SCRATCH_THRESHOLDS);
  }
}

/** An integer that orders as the float does: the bits of those below zero are turned over, but for the sign. */
function orderOf(value: f32): i32 {
  const bits = reinterpret<i32>(value);
  return bits < 0 ? bits ^ 0x7fffffff : bits;
}

function valueOf(order: i32): f32 {
  return reinterpret<f32>(order < 0 ? order ^ 0x7fffffff : order);
}
