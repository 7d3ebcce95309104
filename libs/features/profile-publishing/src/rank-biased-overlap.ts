import { InvalidRankingError } from './errors.ts';

/**
 * Share that the first ten ranks have in the measure is 86 % at this persistence (Webber, Moffat and Zobel 2010, equation 21).
 */
export const DEFAULT_PERSISTENCE = 0.9;

/**
 * Extrapolated rank-biased overlap of two rankings (Webber, Moffat and Zobel: A similarity measure for indefinite rankings,
 * 2010, equation 32, which allows different lengths): 1 for the same items in the same order, 0 for nothing in common; the
 * agreement seen so far is taken to go on behind the end. Two empty rankings are the same; an empty one and another share nothing.
 * @param persistence in (0, 1): how far down a reader looks; the weight of rank d falls with persistence^(d - 1)
 * @throws InvalidRankingError
 */
export function rankBiasedOverlap(
  left: readonly string[],
  right: readonly string[],
  persistence: number = DEFAULT_PERSISTENCE,
): number {
  if (!(persistence > 0 && persistence < 1))
    throw new InvalidRankingError(`the persistence must lie between 0 and 1, it is ${String(persistence)}`);
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (long.length === 0) return 1;
  if (short.length === 0) return 0;
  const overlaps = overlapByDepth(short, long);
  const overlapOfShort = overlaps[short.length - 1] ?? 0;
  const overlapOfLong = overlaps[long.length - 1] ?? 0;
  let sum = 0;
  let discount = 1;
  overlaps.forEach((overlap, index) => {
    const depth = index + 1;
    discount *= persistence;
    const behindShort = Math.max(0, depth - short.length);
    sum += (overlap / depth + (overlapOfShort * behindShort) / (short.length * depth)) * discount;
  });
  const tail = (overlapOfLong - overlapOfShort) / long.length + overlapOfShort / short.length;
  return Math.min(1, ((1 - persistence) / persistence) * sum + tail * discount);
}

/** [long.length]: how many items the first d of both have in common; the short one ends at its end. */
function overlapByDepth(short: readonly string[], long: readonly string[]): number[] {
  const seenShort = new Set<string>();
  const seenLong = new Set<string>();
  let overlap = 0;
  return long.map((ofLong, index) => {
    const ofShort = short[index];
    if (seenLong.has(ofLong) || (ofShort !== undefined && seenShort.has(ofShort)))
      throw new InvalidRankingError(`item '${seenLong.has(ofLong) ? ofLong : (ofShort ?? '')}' is named twice`);
    seenLong.add(ofLong);
    if (ofShort !== undefined) seenShort.add(ofShort);
    if (ofShort === ofLong) return ++overlap;
    overlap += (seenShort.has(ofLong) ? 1 : 0) + (ofShort !== undefined && seenLong.has(ofShort) ? 1 : 0);
    return overlap;
  });
}
