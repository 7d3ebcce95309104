/**
 * out[i][0 to 3] = the i-th value of each of four arrays, for `count` rounded up to a multiple of 4; rows of `out` are `outStride` bytes
 * apart. `sources` are four addresses of f32 values; 0 stands for zeros.
 */
export function interleaveFour(sources: usize, count: i32, out: usize, outStride: usize): void {
  const first = load<u32>(sources);
  const second = load<u32>(sources, 4);
  const third = load<u32>(sources, 8);
  const fourth = load<u32>(sources, 12);
  const bytes: usize = 4 * count;
  for (let at: usize = 0; at < bytes; at += 16) {
    const a = loadOrZeros(first, at);
    const b = loadOrZeros(second, at);
    const c = loadOrZeros(third, at);
    const d = loadOrZeros(fourth, at);
    const lowAB = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const highAB = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const lowCD = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const highCD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(out, v128.shuffle<f32>(lowAB, lowCD, 0, 1, 4, 5));
    v128.store(out + outStride, v128.shuffle<f32>(lowAB, lowCD, 2, 3, 6, 7));
    v128.store(out + 2 * outStride, v128.shuffle<f32>(highAB, highCD, 0, 1, 4, 5));
    v128.store(out + 3 * outStride, v128.shuffle<f32>(highAB, highCD, 2, 3, 6, 7));
    out += 4 * outStride;
  }
}

function loadOrZeros(source: usize, at: usize): v128 {
  return source === 0 ? f32x4.splat(0) : v128.load(source + at);
}
