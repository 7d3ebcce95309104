import type { SeededRandom } from '@kindred/vector-math';
import { drawIndex, mix32, pick, runningSumOf, streamOf } from '../seeded.ts';
import { QUALITIES, SECTIONS, type SectionGrammar, SERIES_SYLLABLES } from './section-grammar.ts';

/** Items that belong together: one product line with its variants. */
export interface Family {
  readonly index: number;
  readonly brandRank: number;
  readonly brand: string;
  readonly sectionIndex: number;
  readonly section: SectionGrammar;
  readonly noun: string;
  readonly quality: string;
  readonly series: string;
  /** How dear the line is within its section, in deviations of the logarithm; normal (0, 1). */
  readonly priceLevel: number;
  readonly material: string | undefined;
}

/** Zipf's exponent of brands. */
export const BRAND_EXPONENT = 1.05;
const SECTION_EXPONENT = 0.6;
const ITEMS_PER_FAMILY = 8;
const FAMILY_STREAM = 11;
const BRAND_STREAM = 12;

/** Gives any family of a catalogue of `items` without making the others. */
export class Families {
  readonly count: number;
  readonly brandCount: number;
  readonly #seed: number;
  readonly #brandSums: Float64Array;
  readonly #sectionSums = runningSumOf(SECTIONS.map((_, index) => 1 / (index + 1) ** SECTION_EXPONENT));
  readonly #sectionOrder: readonly number[];

  constructor(items: number, seed: number) {
    this.#seed = seed;
    this.count = Math.max(1, Math.round(items / ITEMS_PER_FAMILY));
    this.brandCount = Math.min(5000, Math.max(10, Math.round(2 * Math.sqrt(items))));
    this.#brandSums = runningSumOf(
      Array.from({ length: this.brandCount }, (_, rank) => 1 / (rank + 1) ** BRAND_EXPONENT),
    );
    this.#sectionOrder = SECTIONS.map((_, index) => index).sort(
      (a, b) => mix32(seed ^ (a + 1)) - mix32(seed ^ (b + 1)),
    );
  }

  /** Some lines have many variants, most have few. */
  drawFamily(random: SeededRandom): number {
    return Math.min(this.count - 1, Math.floor(this.count * random.next() ** 1.5));
  }

  family(index: number): Family {
    const random = streamOf(this.#seed, FAMILY_STREAM, index);
    const brandRank = drawIndex(random, this.#brandSums);
    const brandRandom = streamOf(this.#seed, BRAND_STREAM, brandRank);
    const brand = brandName(brandRandom, brandRank);
    // A brand is at home in one to three sections.
    const homes = Array.from({ length: 1 + brandRandom.integer(3) }, () => this.#drawSection(brandRandom));
    const sectionIndex = pick(random, homes);
    const section = SECTIONS[sectionIndex] as SectionGrammar;
    return {
      index,
      brandRank,
      brand,
      sectionIndex,
      section,
      noun: pick(random, section.nouns),
      quality: pick(random, QUALITIES),
      series: seriesName(random),
      priceLevel: random.gaussian(),
      material: section.attributes['material'] && pick(random, section.attributes['material']),
    };
  }

  #drawSection(random: SeededRandom): number {
    return this.#sectionOrder[drawIndex(random, this.#sectionSums)] as number;
  }
}

/** Unique by rank: two syllables and, after the first 400, a third that counts. */
function brandName(random: SeededRandom, rank: number): string {
  const { length } = SERIES_SYLLABLES;
  const first = SERIES_SYLLABLES[rank % length] ?? '';
  const second = SERIES_SYLLABLES[Math.floor(rank / length) % length] ?? '';
  const third = rank < length ** 2 ? '' : (SERIES_SYLLABLES[Math.floor(rank / length ** 2) - 1] ?? '');
  const name = first + second + third;
  return name.charAt(0).toUpperCase() + name.slice(1) + pick(random, ['', '', '', ' & Co', ' Studio']);
}

function seriesName(random: SeededRandom): string {
  const name = pick(random, SERIES_SYLLABLES) + pick(random, SERIES_SYLLABLES);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
