function leastOf(lanes: v128): f32 {
  return min(
    min(f32x4.extract_lane(lanes, 0), f32x4.extract_lane(lanes, 1)),
    min(f32x4.extract_lane(lanes, 2), f32x4.extract_lane(lanes, 3)),
  );
}

function greatestOf(lanes: v128): f32 {
  return max(
    max(f32x4.extract_lane(lanes, 0), f32x4.extract_lane(lanes, 1)),
    max(f32x4.extract_lane(lanes, 2), f32x4.extract_lane(lanes, 3)),
  );
}

function totalOf(lanes: v128): f32 {
  return (
    f32x4.extract_lane(lanes, 0) +
    f32x4.extract_lane(lanes, 1) +
    (f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3))
  );
}

/** Codes (in 32-bit lanes) of four values; adds the squares of what rounding changed to `squares`, which is [4] in memory. */
function encodeFour(values: v128, zero: v128, scale: v128, inverse: v128, squares: usize): v128 {
  const codes = f32x4.nearest(f32x4.mul(f32x4.sub(values, zero), inverse));
  const error = f32x4.sub(f32x4.sub(values, zero), f32x4.mul(codes, scale));
  v128.store(squares, f32x4.add(v128.load(squares), f32x4.mul(error, error)));
  return i32x4.trunc_sat_f32x4_s(codes);
}

const LEAST_SCALE: f32 = 1e-30;

/**
 * x ≈ zero + scale × code, with codes from 0 to 127 over the values' own range.
 * `values` f32 [dimension], `codes` u8 [dimension], `dimension` a multiple of 16; `parameters` f32 [3]:
 * scale, zero point, and ‖x − decoded x‖₂, rounded up. `squares` is 16 bytes of scratch. Returns ‖x‖₂².
 */
export function quantize(values: usize, dimension: usize, codes: usize, parameters: usize, squares: usize): f32 {
  let least = v128.load(values);
  let greatest = least;
  let squared = f32x4.mul(least, least);
  for (let i: usize = 4; i < dimension; i += 4) {
    const four = v128.load(values + 4 * i);
    least = f32x4.min(least, four);
    greatest = f32x4.max(greatest, four);
    squared = f32x4.add(squared, f32x4.mul(four, four));
  }
  const zero = leastOf(least);
  const scale = (greatestOf(greatest) - zero) / 127;
  // Of less, the inverse is no number; the codes are 0 then, and the length below covers it.
  const inverse: f32 = scale > LEAST_SCALE ? 1 / scale : 0;
  const zeros = f32x4.splat(zero);
  const scales = f32x4.splat(scale);
  const inverses = f32x4.splat(inverse);
  v128.store(squares, f32x4.splat(0));
  for (let i: usize = 0; i < dimension; i += 16) {
    const at = values + 4 * i;
    const a = encodeFour(v128.load(at), zeros, scales, inverses, squares);
    const b = encodeFour(v128.load(at, 16), zeros, scales, inverses, squares);
    const c = encodeFour(v128.load(at, 32), zeros, scales, inverses, squares);
    const d = encodeFour(v128.load(at, 48), zeros, scales, inverses, squares);
    v128.store(codes + i, i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d)));
  }
  store<f32>(parameters, scale);
  store<f32>(parameters, zero, 4);
  store<f32>(parameters, sqrt(totalOf(v128.load(squares))) * 1.001 + 1e-6, 8);
  return totalOf(squared);
}
