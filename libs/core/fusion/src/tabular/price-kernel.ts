/** A range of natural logarithms of prices, of one currency. */
export interface LogPriceRange {
  readonly low: number;
  readonly high: number;
}

/** Prices this many times apart have similarity exp(-1/2) = 0.61. */
export const DEFAULT_BANDWIDTH_FACTOR = 1.5;

const MIN_COEFFICIENTS = 8;
const MAX_COEFFICIENTS = 24;

/** The kernel of one currency, ready to use. */
export interface PriceKernel {
  readonly range: LogPriceRange;
  /** [K]: √ of the normalised Fourier coefficients at the frequencies 1/2, 3/2, … */
  readonly amplitudes: readonly number[];
}

/**
 * The Gaussian kernel exp(-(ln p - ln q)² / 2h²), h = ln(bandwidth factor), as a dot product (random-Fourier features with
 * all their frequencies on a grid). Log price goes to θ in [0, π]; the coefficient at frequency f is ∝ exp(-f²σ²/2), σ = h in units of θ.
 *
 * The frequencies are k - 1/2, k = 1 … K. Whole ones would need a constant term, without which the kernel of a narrow range falls
 * to -0.6 instead of 0; halves repeat with the sign turned, so the kernel falls to exactly 0 at the range's full width.
 * The range is at least 4h wide (σ ≤ π/4), where the image at 2π is exp(-8) away; σ is at least 3.5 / 24 (the
 * bandwidth widens in ranges beyond a factor of 6,000), so that dropped coefficients stay below 0.3 %.
 */
export function createPriceKernel(range: LogPriceRange, bandwidthFactor: number): PriceKernel {
  const h = Math.log(bandwidthFactor);
  const missing = Math.max(0, 4 * h - (range.high - range.low));
  const low = range.low - missing / 2;
  const high = range.high + missing / 2;
  const sigma = Math.max((Math.PI * h) / (high - low), 3.5 / MAX_COEFFICIENTS);
  const count = Math.min(MAX_COEFFICIENTS, Math.max(MIN_COEFFICIENTS, Math.ceil(4 / sigma)));
  const powers = Array.from({ length: count }, (_, k) => Math.exp(-(((k + 0.5) * sigma) ** 2) / 2));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return { range: { low, high }, amplitudes: powers.map((power) => Math.sqrt(power / total)) };
}

/** Writes the 2K values of a price above 0 into `target` from `offset` on. Prices outside the range count as its ends. */
export function writePrice(kernel: PriceKernel, amount: number, target: Float32Array, offset: number): void {
  const { low, high } = kernel.range;
  const theta = (Math.PI * (Math.min(high, Math.max(low, Math.log(amount))) - low)) / (high - low);
  kernel.amplitudes.forEach((amplitude, k) => {
    target[offset + 2 * k] = amplitude * Math.cos((k + 0.5) * theta);
    target[offset + 2 * k + 1] = amplitude * Math.sin((k + 0.5) * theta);
  });
}
