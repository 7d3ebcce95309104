export interface BarContribution {
  readonly modality: string;
  readonly contribution: number;
  readonly imputed: boolean;
}

/** What all bars of a list share, so that their lengths compare. */
export interface BarScale {
  /** Most negative sum of contributions, ≤ 0. */
  readonly low: number;
  /** Highest possible or seen sum of positive contributions, > 0. */
  readonly high: number;
}

/** Contributions below this are rounding, and no length to scale by. */
const NOTHING = 1e-9;

export interface BarSegment extends BarContribution {
  /** Percent of the bar's width, from its left end. */
  readonly left: number;
  readonly width: number;
}

/**
 * The right end is a perfect match under these weights (the sum of positive effective weights), so that what a bar lacks
 * shows too; the left end is the largest negative sum in the list.
 */
export function buildBarScale(
  results: readonly { readonly contributions: readonly BarContribution[] }[],
  effectiveWeights: readonly number[],
): BarScale {
  const best = effectiveWeights.reduce((sum, weight) => sum + Math.max(0, weight), 0);
  const highest = results.map(({ contributions }) => sumWhere(contributions, (value) => value > 0));
  const lowest = results.map(({ contributions }) => sumWhere(contributions, (value) => value < 0));
  const high = Math.max(best, ...highest);
  return { low: Math.min(0, ...lowest), high: high < NOTHING ? 1 : high };
}

/** Percent of the bar's width at which 0 lies. */
export function zeroPosition(scale: BarScale): number {
  return (-scale.low / (scale.high - scale.low)) * 100;
}

/**
 * Positive contributions are stacked rightwards from the zero line, negative ones leftwards, both in the given order.
 * Their widths add up to the sums of positive and of negative contributions.
 */
export function buildBarSegments(contributions: readonly BarContribution[], scale: BarScale): BarSegment[] {
  const percent = 100 / (scale.high - scale.low);
  let right = zeroPosition(scale);
  let left = right;
  return contributions.map((entry) => {
    const width = Math.abs(entry.contribution) * percent;
    if (entry.contribution < 0) left -= width;
    const segment = { ...entry, left: entry.contribution < 0 ? left : right, width };
    if (entry.contribution > 0) right += width;
    return segment;
  });
}

function sumWhere(contributions: readonly BarContribution[], holds: (value: number) => boolean): number {
  return contributions.reduce((sum, { contribution }) => (holds(contribution) ? sum + contribution : sum), 0);
}
