import type { SectionPath } from '@kindred/catalog';
import { addScaled } from '@kindred/vector-math';
import type { BlockMeans } from './embedding-layout.ts';
import { sectionKeysUpwards } from './section-key.ts';

/** Fewer items say too little about a section; its parent's mean is used instead. */
export const MIN_ITEMS_PER_SECTION_MEAN = 3;

interface RunningSum {
  count: number;
  readonly sum: Float64Array;
}

/**
 * Collects the means with which missing blocks are filled. Items are added one by one, in any order; memory grows with
 * sections × dimensions, not with items.
 */
export class BlockMeansBuilder {
  readonly #sums = new Map<string, Map<string, RunningSum>>();

  /** `blocks` holds only what the item truly has, never imputed ones. All blocks of a modality have one dimension. */
  add(section: SectionPath, blocks: ReadonlyMap<string, Float32Array>): void {
    const keys = sectionKeysUpwards(section);
    for (const [modality, block] of blocks) {
      const bySection = this.#sums.get(modality) ?? new Map<string, RunningSum>();
      this.#sums.set(modality, bySection);
      for (const key of keys) {
        const running = bySection.get(key) ?? { count: 0, sum: new Float64Array(block.length) };
        bySection.set(key, running);
        running.count += 1;
        addScaled(running.sum, block, 1);
      }
    }
  }

  /** Sections with fewer than {@link MIN_ITEMS_PER_SECTION_MEAN} items that have the modality are left out; the catalog never. */
  build(): BlockMeans {
    return new Map([...this.#sums].map(([modality, bySection]) => [modality, meansOf(bySection)]));
  }
}

/** The means over items, each with the blocks it truly has. */
export function buildBlockMeans(
  items: Iterable<{ readonly section: SectionPath; readonly blocks: ReadonlyMap<string, Float32Array> }>,
): BlockMeans {
  const builder = new BlockMeansBuilder();
  for (const { section, blocks } of items) builder.add(section, blocks);
  return builder.build();
}

/** The mean of the section, else of its nearest ancestor that has one, else of the catalog: un-normalised. */
export function findBlockMean(means: BlockMeans, modality: string, section: SectionPath): Float32Array | undefined {
  const bySection = means.get(modality);
  if (bySection === undefined) return undefined;
  for (const key of sectionKeysUpwards(section)) {
    const found = bySection.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function meansOf(bySection: ReadonlyMap<string, RunningSum>): Map<string, Float32Array> {
  const means = new Map<string, Float32Array>();
  for (const [key, { count, sum }] of bySection)
    if (key === '' || count >= MIN_ITEMS_PER_SECTION_MEAN)
      means.set(
        key,
        Float32Array.from(sum, (value) => value / count),
      );
  return means;
}
