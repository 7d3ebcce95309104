/** Sums over the similarities of one kind of pairs. */
interface PowerSums {
  count: number;
  /** Σ s, Σ s², Σ s³, Σ s⁴. */
  readonly powers: [number, number, number, number];
}

export interface SimilaritySpread {
  /** Standard deviation; 0 for no similarity or equal ones. */
  readonly deviation: number;
  /** Fourth central moment over the squared variance, ≥ 1; 1.8 for an even distribution, 3 for a normal one; `Infinity` where all are equal. */
  readonly kurtosis: number;
}

/** Below it differences are rounding. */
const MIN_DEVIATION = 1e-4;

/** Spread of similarities of which one half is of pairs within a section, however many there are of each kind. */
export class SimilarityMoments {
  readonly #random: PowerSums = { count: 0, powers: [0, 0, 0, 0] };
  readonly #withinSection: PowerSums = { count: 0, powers: [0, 0, 0, 0] };

  /** `similarity` in [-1, 1]. */
  add(similarity: number, sharesSection: boolean): void {
    const sums = sharesSection ? this.#withinSection : this.#random;
    sums.count += 1;
    for (let power = 0, value = similarity; power < 4; power++, value *= similarity)
      sums.powers[power] = sums.powers[power]! + value;
  }

  /** Each kind of pairs counts half; one alone where the other has none. */
  spread(): SimilaritySpread {
    const kinds = [this.#random, this.#withinSection].filter(({ count }) => count > 0);
    const [m1 = 0, m2 = 0, m3 = 0, m4 = 0] = [0, 1, 2, 3].map(
      (power) => kinds.reduce((sum, { count, powers }) => sum + powers[power]! / count, 0) / kinds.length,
    );
    const variance = m2 - m1 ** 2;
    if (!(variance > MIN_DEVIATION ** 2)) return { deviation: 0, kurtosis: Infinity };
    const fourth = m4 - 4 * m1 * m3 + 6 * m1 ** 2 * m2 - 3 * m1 ** 4;
    return { deviation: Math.sqrt(variance), kurtosis: Math.max(1, fourth / variance ** 2) };
  }
}
