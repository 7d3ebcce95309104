import { createTabularEncoders, fitLogPriceRanges } from '@kindred/fusion';
import { createSeededRandom, type SeededRandom } from '@kindred/vector-math';
import type { CollectionSpec, VectorPoint } from '@kindred/vector-store';

/** Dense vectors like those of encoders: a common direction, groups of unequal size, few dimensions within a group. */
const DENSE = [
  { modality: 'image', dimension: 384, common: 1, groups: 300, latent: 24 },
  { modality: 'text', dimension: 384, common: 0.5, groups: 500, latent: 32 },
] as const;
const BRANDS = 2000;
const SECTIONS = ['Women', 'Men', 'Kids', 'Home', 'Sport'];
const START = Date.parse('2024-01-01T00:00:00Z');

interface DenseMaker {
  make(group: number, random: SeededRandom): Float64Array;
}

/** Makes points 0, 1, 2 … that depend on the seed alone; two dense blocks, price, brand and section. */
export class ClusteredPoints {
  readonly spec: CollectionSpec;
  readonly #dense: readonly DenseMaker[];
  readonly #encoders = createTabularEncoders({
    logPriceRanges: fitLogPriceRanges([1, 5, 20, 100, 2000].map((amount) => ({ amount, currency: 'EUR' }))),
  });
  readonly #seed: number;

  constructor(seed: number, name: string) {
    this.#seed = seed;
    this.#dense = DENSE.map((options, index) => createDenseMaker(options, createSeededRandom(seed * 100 + index)));
    const tabular = this.#encoders.map(({ modality, dimension }) => ({ modality, dimension, repeats: true }));
    this.spec = { name, blocks: [...DENSE.map(({ modality, dimension }) => ({ modality, dimension })), ...tabular] };
  }

  make(index: number): VectorPoint {
    const random = createSeededRandom(this.#seed * 7919 + index * 2654435761);
    random.next();
    const facets = {
      section: sectionOf(random),
      price: { amount: Math.round(100 * Math.exp(3 + 1.2 * random.gaussian())) / 100, currency: 'EUR' },
      brand: `Brand ${String(zipf(random, BRANDS))}`,
      available: random.next() < 0.9,
      attributes: {
        color: ['red', 'blue', 'green', 'black'][random.integer(4)] ?? 'red',
        weight: random.integer(50) / 10,
      },
      createdAt: new Date(START + random.integer(500 * 86_400) * 1000),
    };
    const item = { id: '', title: '', images: [], audio: [], updatedAt: facets.createdAt, ...facets };
    const groups = DENSE.map((options) => zipf(random, options.groups));
    const blocks = [
      ...this.#dense.map((maker, which) => maker.make(groups[which] ?? 0, random)),
      ...this.#encoders.map((encoder) => encoder.encode(item) ?? new Float32Array(encoder.dimension)),
    ];
    const vector = Float32Array.from(blocks.flatMap((block) => [...block]));
    return { itemId: `SKU-${String(index).padStart(7, '0')}`, vector, imputed: [], facets };
  }
}

function createDenseMaker(
  { dimension, common, groups, latent }: (typeof DENSE)[number],
  random: SeededRandom,
): DenseMaker {
  const gaussians = (count: number) =>
    Float64Array.from({ length: count }, () => random.gaussian() / Math.sqrt(dimension));
  const shared = gaussians(dimension).map((value) => value * common);
  const centres = Array.from({ length: groups }, () => gaussians(dimension));
  // Groups lie in a space of a few hundred directions, of which each uses some.
  const directions = Array.from({ length: 4 * latent }, () => gaussians(dimension));
  const own = Array.from({ length: groups }, () =>
    Array.from({ length: latent }, () => random.integer(directions.length)),
  );
  return {
    make: (group, stream) => {
      const vector = Float64Array.from(shared, (value, i) => value + 0.7 * (centres[group]?.[i] ?? 0));
      for (const [rank, which] of (own[group] ?? []).entries()) {
        const amount = (0.9 * stream.gaussian()) / Math.sqrt(1 + rank / 4);
        const direction = directions[which];
        for (let i = 0; i < dimension; i++) vector[i] = (vector[i] ?? 0) + amount * (direction?.[i] ?? 0);
      }
      const noise = 0.3 / Math.sqrt(dimension);
      for (let i = 0; i < dimension; i++) vector[i] = (vector[i] ?? 0) + noise * stream.gaussian();
      const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
      return vector.map((value) => value / length);
    },
  };
}

/** 0 to `count` - 1, low numbers often. */
function zipf(random: SeededRandom, count: number): number {
  return Math.min(count - 1, Math.floor(count ** random.next()) - 1);
}

function sectionOf(random: SeededRandom): string[] {
  const root = SECTIONS[random.integer(SECTIONS.length)] ?? 'Home';
  return [root, `${root} ${String(zipf(random, 12))}`, `Type ${String(zipf(random, 8))}`].slice(
    0,
    1 + random.integer(3),
  );
}
