export interface PriceRange {
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
}

/** Percent of the width of a track. */
export interface RangeSegment {
  readonly left: number;
  readonly width: number;
  readonly median: number;
}

/** The price at the right end; the left end is 0, so that lengths compare. */
export function buildRangeScale(ranges: readonly (PriceRange | null)[]): number {
  return Math.max(0, ...ranges.map((range) => range?.upperQuartile ?? 0)) || 1;
}

export function rangeSegment({ lowerQuartile, median, upperQuartile }: PriceRange, scale: number): RangeSegment {
  const percent = (price: number): number => (price / scale) * 100;
  return { left: percent(lowerQuartile), width: percent(upperQuartile - lowerQuartile), median: percent(median) };
}
