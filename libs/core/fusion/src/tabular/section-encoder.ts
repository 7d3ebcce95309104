import { addScaled, normalizeInPlace } from '@kindred/vector-math';
import { SECTION_SEPARATOR, sectionKey } from '../section-key.ts';
import { rememberBlocks } from './remember-blocks.ts';
import { signCode } from './sign-code.ts';
import type { TabularEncoder, TabularItem } from './tabular-encoder.ts';

/** See the README for the share of wrongly ordered sections by dimension. */
const DEFAULT_DIMENSION = 128;

/**
 * Every prefix of the path has a code; the block is their sum with equal weights, normalised. Two paths of m and n levels
 * that share their first s levels have similarity s / √(m·n) ± 0.125: equal paths 1, siblings on the third level 2/3, cousins 1/3,
 * a section and its parent √(2/3). Levels are compared trimmed and without case.
 */
export function createSectionEncoder(dimension = DEFAULT_DIMENSION): TabularEncoder {
  const encodeKey = rememberBlocks((key) => encodePath(key.split(SECTION_SEPARATOR), dimension));
  return {
    modality: 'section',
    dimension,
    encoderId: `section|prefix-codes|1|${String(dimension)}`,
    inputOf: ({ section }: TabularItem) => (section.length === 0 ? undefined : sectionKey(section)),
    encode: ({ section }: TabularItem) => (section.length === 0 ? undefined : encodeKey(sectionKey(section))),
  };
}

/** `levels` as in a section key: trimmed, in lower case. */
function encodePath(levels: readonly string[], dimension: number): Float32Array {
  const sum = new Float32Array(dimension);
  for (let depth = 1; depth <= levels.length; depth++)
    addScaled(sum, signCode(`section\u001f${levels.slice(0, depth).join(SECTION_SEPARATOR)}`, dimension), 1);
  return normalizeInPlace(sum);
}
