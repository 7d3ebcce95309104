import { sectionKey, splitBlocks } from '@kindred/fusion';
import { createSeededRandom, dot } from '@kindred/vector-math';
import type { ImportedCatalog } from './import-luma.ts';

export interface ScorePairs {
  /** [pairs][modalities]: similarities of two items, whatever their sections. */
  readonly random: readonly (readonly number[])[];
  /** [pairs][modalities]: of two items of one section. */
  readonly withinSection: readonly (readonly number[])[];
}

interface Entry {
  readonly itemId: string;
  readonly section: string;
  readonly blocks: ReadonlyMap<string, Float32Array>;
}

export interface ScorePairsOptions {
  readonly modalities: readonly string[];
  /** Pairs of each kind. */
  readonly count: number;
  readonly seed: number;
}

/** Draws with replacement among the items that truly have all the modalities: other pairs than those that spreads were measured on. */
export function drawScorePairs(catalog: ImportedCatalog, { modalities, count, seed }: ScorePairsOptions): ScorePairs {
  const entries = entriesOf(catalog, modalities);
  const bySection = Map.groupBy(entries, ({ section }) => section);
  const random = createSeededRandom(seed);
  const draw = (mates: (entry: Entry) => readonly Entry[]): number[][] => {
    const rows: number[][] = [];
    while (rows.length < count) {
      const left = entries[random.integer(entries.length)]!;
      const others = mates(left);
      const right = others[random.integer(others.length)]!;
      if (left !== right)
        rows.push(modalities.map((modality) => dot(left.blocks.get(modality)!, right.blocks.get(modality)!)));
    }
    return rows;
  };
  return { random: draw(() => entries), withinSection: draw(({ section }) => bySection.get(section) ?? []) };
}

function entriesOf({ stored, points, sections }: ImportedCatalog, modalities: readonly string[]): Entry[] {
  return points
    .filter(({ imputed }) => modalities.every((modality) => !imputed.includes(modality)))
    .map(({ itemId, vector }) => ({
      itemId,
      section: sectionKey(sections.get(itemId) ?? []),
      blocks: splitBlocks(stored.layout, vector),
    }));
}
