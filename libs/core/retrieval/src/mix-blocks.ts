import { BlockMismatchError, spreadOf, type EmbeddingLayout } from '@kindred/fusion';
import { lengthOf, normalizeInPlace, weightedSum, type WeightedVector } from '@kindred/vector-math';
import type { ComparisonSpreads, QueryOrigin, QueryOrigins } from './query-origin.ts';

/** The blocks that one source truly has (none imputed), and how much it counts. */
export interface SourceBlocks {
  readonly blocks: ReadonlyMap<string, Float32Array>;
  readonly weight: number;
  readonly origin: QueryOrigin;
}

export interface MixedBlocks {
  /** Unit blocks of the modalities that some source has. */
  readonly blocks: ReadonlyMap<string, Float32Array>;
  /** Modalities that sources have, but whose sum has no direction: "like A, unlike A". */
  readonly cancelled: readonly string[];
  /** Modality → standard deviation of the block's similarity; those of `blocks`. */
  readonly spreads: Readonly<Record<string, number>>;
  readonly origins: QueryOrigins;
}

interface Part extends WeightedVector {
  readonly origin: QueryOrigin;
}

/** Below this share of the sources' weights what is left of the sum is rounding. */
const MIN_RELATIVE_LENGTH = 1e-5;

/**
 * Per modality the normalised Σ weight · block over the sources that have it: like [1, 0], unlike [0, 1] → [0.707, -0.707].
 *
 * Words among photos differ in spread from photos among photos, so that equal weights would not have equal influence: words are weighted
 * by σ(photos) / σ(words) beside photos. With p the sum of the photos' parts and w that of the words', the mixture's similarity spreads
 * by √((|p| σ(photos))² + (|w| σ(words))²) / |p + w|, the two taken as independent; by σ(words) for words alone.
 * @throws BlockMismatchError for a modality outside the layout, or a wrong dimension
 */
export function mixBlocks(
  layout: EmbeddingLayout,
  sources: readonly SourceBlocks[],
  spreads: ComparisonSpreads = { blocks: {}, texts: {} },
): MixedBlocks {
  const parts = new Map<string, Part[]>();
  for (const { blocks, weight, origin } of sources)
    for (const [modality, vector] of blocks) {
      assertFits(layout, modality, vector);
      parts.set(modality, [...(parts.get(modality) ?? []), { vector, weight, origin }]);
    }
  const mixed = new Map<string, Float32Array>();
  const cancelled: string[] = [];
  const found: Record<string, number> = {};
  const origins: Record<string, readonly QueryOrigin[]> = {};
  for (const { modality } of layout.blocks) {
    const ofModality = parts.get(modality);
    if (ofModality === undefined) continue;
    const mixture = mixParts(ofModality, spreadOf(spreads.blocks, modality), spreads.texts[modality]);
    if (mixture === undefined) {
      cancelled.push(modality);
      continue;
    }
    mixed.set(modality, mixture.block);
    found[modality] = mixture.spread;
    origins[modality] = [...new Set(ofModality.map(({ origin }) => origin))];
  }
  return { blocks: mixed, cancelled, spreads: found, origins };
}

/** Undefined where the parts cancel out. @param textSpread where words are compared otherwise than the blocks themselves */
function mixParts(
  parts: readonly Part[],
  spread: number,
  textSpread: number | undefined,
): { readonly block: Float32Array; readonly spread: number } | undefined {
  const words = textSpread === undefined ? [] : parts.filter(({ origin }) => origin === 'text');
  const others = parts.filter((part) => !words.includes(part));
  const isMixed = words.length > 0 && others.length > 0;
  const ratio = isMixed && textSpread !== undefined ? spread / textSpread : 1;
  const scaled = parts.map((part) => (words.includes(part) ? { ...part, weight: part.weight * ratio } : part));
  const sum = weightedSum(scaled);
  const length = lengthOf(sum);
  const possible = scaled.reduce((total, { vector, weight }) => total + Math.abs(weight) * lengthOf(vector), 0);
  if (length <= MIN_RELATIVE_LENGTH * possible) return undefined;
  const block = normalizeInPlace(sum);
  if (textSpread === undefined || words.length === 0) return { block, spread };
  if (!isMixed) return { block, spread: textSpread };
  const ofWords = lengthOf(weightedSum(words)) * ratio * textSpread;
  return { block, spread: Math.hypot(lengthOf(weightedSum(others)) * spread, ofWords) / length };
}

function assertFits(layout: EmbeddingLayout, modality: string, vector: Float32Array): void {
  const block = layout.blocks.find((candidate) => candidate.modality === modality);
  if (block === undefined) throw new BlockMismatchError(modality, 'is not in the layout of the catalog');
  if (block.dimension !== vector.length)
    throw new BlockMismatchError(
      modality,
      `has ${String(vector.length)} dimensions, the layout ${String(block.dimension)}`,
    );
}
