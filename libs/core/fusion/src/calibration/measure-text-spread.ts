import { DOUBT, measurePairs, type ComparedPairs } from './pair-evidence.ts';

/**
 * Standard deviation of the similarity between texts and another modality's blocks of the same space (CLIP and its kind), rounded to five
 * decimals: what a weight is divided by where words are compared with photos. It can be a third of the spread between photos, for the two
 * towers lie apart.
 *
 * Where there is little to measure it is pulled towards `expected`, the spread between the blocks themselves, by ratio and not by
 * difference, because the two may be of different size: ln spread = (e · ln deviation + 10 · ln expected) / (e + 10), e as in
 * `measureSpreads`. Deviation 0.03 over 256 items with a usual distribution (e = 128), expected 0.1 → 0.0327; nothing measured → expected.
 */
export function measureTextSpread(texts: ComparedPairs, expected: number): number {
  const { deviation, evidence } = measurePairs(texts);
  if (evidence === 0) return expected;
  const logarithm = (evidence * Math.log(deviation) + DOUBT * Math.log(expected)) / (evidence + DOUBT);
  return Math.round(Math.exp(logarithm) * 1e5) / 1e5;
}
