/** Discrete Fourier transforms of one size, by the radix-2 algorithm of Cooley and Tukey (1965), in double precision. */
export class FourierTransform {
  readonly #size: number;
  readonly #reversed: Uint32Array;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #real: Float64Array;
  readonly #imaginary: Float64Array;

  /** @param size a power of two, at least 2 */
  constructor(size: number) {
    const bits = Math.log2(size);
    if (!Number.isInteger(bits) || bits < 1) throw new RangeError(`size must be a power of two, not ${String(size)}.`);
    this.#size = size;
    this.#reversed = Uint32Array.from({ length: size }, (_, i) => {
      let reversed = 0;
      for (let bit = 0; bit < bits; bit++) reversed |= ((i >>> bit) & 1) << (bits - 1 - bit);
      return reversed;
    });
    this.#cos = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
    this.#sin = Float64Array.from({ length: size / 2 }, (_, i) => Math.sin((2 * Math.PI * i) / size));
    this.#real = new Float64Array(size);
    this.#imaginary = new Float64Array(size);
  }

  /** |X(k)|² for k = 0 … size/2 of real values [size]: writes [size/2 + 1] into `energies`. */
  energies(values: Float64Array, energies: Float64Array): void {
    const [size, real, imaginary] = [this.#size, this.#real, this.#imaginary];
    for (let i = 0; i < size; i++) real[i] = values[this.#reversed[i] ?? 0] ?? 0;
    imaginary.fill(0);
    for (let half = 1; half < size; half *= 2) this.#combine(half);
    for (let k = 0; k <= size / 2; k++) energies[k] = (real[k] ?? 0) ** 2 + (imaginary[k] ?? 0) ** 2;
  }

  /** Joins neighbouring transforms of `half` values each. */
  #combine(half: number): void {
    const [size, real, imaginary] = [this.#size, this.#real, this.#imaginary];
    const step = size / (2 * half);
    for (let start = 0; start < size; start += 2 * half)
      for (let k = 0; k < half; k++) {
        const [even, odd] = [start + k, start + k + half];
        const cos = this.#cos[k * step] ?? 0;
        const sin = this.#sin[k * step] ?? 0;
        const re = (real[odd] ?? 0) * cos + (imaginary[odd] ?? 0) * sin;
        const im = (imaginary[odd] ?? 0) * cos - (real[odd] ?? 0) * sin;
        real[odd] = (real[even] ?? 0) - re;
        imaginary[odd] = (imaginary[even] ?? 0) - im;
        real[even] = (real[even] ?? 0) + re;
        imaginary[even] = (imaginary[even] ?? 0) + im;
      }
  }
}
