/** Adds the products of 16 query codes (i8) and 16 row codes (0 to 127) to four sums; exact on every processor, since no pair of products leaves 16 bits. */
export function addDots(query: v128, codes: v128, sums: v128): v128 {
  return i32x4.relaxed_dot_i8x16_i7x16_add_s(query, codes, sums);
}

/** The sums of a, b, c and d, each over its four lanes. */
export function sumEach(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
}

/** float32 dot product; `dimension` is a multiple of 16. */
export function dotOfFloats(left: usize, right: usize, dimension: usize): f32 {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  const end = left + 4 * dimension;
  while (left < end) {
    a = f32x4.add(a, f32x4.mul(v128.load(left), v128.load(right)));
    b = f32x4.add(b, f32x4.mul(v128.load(left, 16), v128.load(right, 16)));
    c = f32x4.add(c, f32x4.mul(v128.load(left, 32), v128.load(right, 32)));
    d = f32x4.add(d, f32x4.mul(v128.load(left, 48), v128.load(right, 48)));
    left += 64;
    right += 64;
  }
  const sums = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  return (
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3))
  );
}

/** f32 [4]: the dot products of a vector with four others, one behind the other; `dimension` is a multiple of 16. */
export function dotsOfFloats(left: usize, others: usize, dimension: usize): v128 {
  const stride: usize = 4 * dimension;
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let at: usize = 0; at < stride; at += 16) {
    const x = v128.load(left + at);
    a = f32x4.add(a, f32x4.mul(x, v128.load(others + at)));
    b = f32x4.add(b, f32x4.mul(x, v128.load(others + stride + at)));
    c = f32x4.add(c, f32x4.mul(x, v128.load(others + 2 * stride + at)));
    d = f32x4.add(d, f32x4.mul(x, v128.load(others + 3 * stride + at)));
  }
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}
