import { effectiveWeights, weightsInOrder, type ModalitySpreads } from '@kindred/fusion';
import { createSeededRandom } from '@kindred/vector-math';

export const MODALITIES = ['image', 'text', 'price', 'brand', 'section'] as const;
export type Modality = (typeof MODALITIES)[number];

/** One direction in which a merchandiser could ask. */
export interface WeightVector {
  /** `corners`, `edges` … : vectors whose recall is shown together. */
  readonly family: string;
  readonly name: string;
  /** [modalities] in the order of {@link MODALITIES}, absolute values add up to 1: what the store is given. */
  readonly weights: readonly number[];
}

type Mix = Partial<Record<Modality, number>>;

const EQUAL: Mix = { image: 1, text: 1, price: 1, brand: 1, section: 1 };
const PAIRS: readonly (readonly [Modality, Modality])[] = [
  ['image', 'text'],
  ['image', 'price'],
  ['image', 'brand'],
  ['image', 'section'],
  ['text', 'brand'],
  ['text', 'price'],
];
/** Given as a merchandiser gives them, so divided by the spread of each modality's similarity. */
const CALIBRATED: Readonly<Record<string, Mix>> = {
  default: { image: 0.35, text: 0.3, price: 0.1, brand: 0.1, section: 0.15 },
  lookAlikes: { image: 0.6, text: 0.2, section: 0.2 },
  sameWording: { text: 0.6, image: 0.2, brand: 0.2 },
  sameBrand: { brand: 0.5, image: 0.3, text: 0.2 },
  samePrice: { price: 0.5, image: 0.3, section: 0.2 },
  styleAtPrice: { image: 0.5, price: 0.3, section: 0.2 },
};
const TABULAR: Readonly<Record<string, Mix>> = {
  all: { price: 1, brand: 1, section: 1 },
  brandAndPrice: { brand: 1, price: 1 },
  sectionAndPrice: { section: 1, price: 1 },
};
const NEGATIVES: Readonly<Record<string, Mix>> = {
  otherLook: { image: -0.3, text: 0.2, section: 0.5 },
  sameLookOtherBrand: { image: 0.7, brand: -0.3 },
  sameWordsOtherLook: { text: 0.7, image: -0.3 },
  sameProductOtherSection: { image: 0.4, text: 0.3, section: -0.3 },
  otherPrice: { image: 0.3, text: 0.3, section: 0.2, price: -0.2 },
};
/** Nothing but unlike: allowed, exact, and the hardest for a graph, which knows only what is near. */
const OPPOSITES: Readonly<Record<string, Mix>> = {
  unlikeImage: { image: -1 },
  unlikeText: { text: -1 },
  unlikeAll: { image: -1, text: -1, price: -1, brand: -1, section: -1 },
};
const SKEWED_SHARE = 0.9;

/** 35 named vectors in eight families, and `randomCount` seeded ones: mixes, sparse ones and ones with negative parts. */
export function buildWeightVectors(spreads: ModalitySpreads, randomCount: number, seed: number): WeightVector[] {
  const plain = (family: string, name: string, mix: Mix): WeightVector => ({ family, name, weights: scaled(mix) });
  const calibrated = (family: string, name: string, mix: Mix): WeightVector => ({
    family,
    name,
    weights: weightsInOrder(effectiveWeights(mix, spreads, MODALITIES).weights, MODALITIES),
  });
  return [
    ...MODALITIES.map((modality) => plain('corners', modality, { [modality]: 1 })),
    ...PAIRS.map(([one, other]) => plain('edges', `${one}+${other}`, { [one]: 1, [other]: 1 })),
    plain('centre', 'equal', EQUAL),
    calibrated('centre', 'equalInfluence', EQUAL),
    ...Object.entries(CALIBRATED).map(([name, mix]) => calibrated('mixes', name, mix)),
    ...MODALITIES.map((modality) => plain('skewed', `mostly ${modality}`, skewedTo(modality))),
    ...Object.entries(TABULAR).map(([name, mix]) => plain('tabular', name, mix)),
    ...Object.entries(NEGATIVES).map(([name, mix]) => plain('negatives', name, mix)),
    ...Object.entries(OPPOSITES).map(([name, mix]) => plain('opposites', name, mix)),
    ...randomVectors(randomCount, seed),
  ];
}

function skewedTo(most: Modality): Mix {
  const rest = (1 - SKEWED_SHARE) / (MODALITIES.length - 1);
  return Object.fromEntries(MODALITIES.map((modality) => [modality, modality === most ? SKEWED_SHARE : rest]));
}

/** Uniform on the simplex; every second one without some modalities, every third with some signs turned. */
function randomVectors(count: number, seed: number): WeightVector[] {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const kept = random.integer(MODALITIES.length);
    const mix = MODALITIES.map((modality, position): [Modality, number] => {
      const share = -Math.log(1 - random.next());
      const isDropped = index % 2 === 1 && position !== kept && random.next() < 0.5;
      const sign = index % 3 === 2 && random.next() < 0.4 ? -1 : 1;
      return [modality, isDropped ? 0 : sign * share];
    });
    return { family: 'random', name: `random ${String(index + 1)}`, weights: scaled(Object.fromEntries(mix)) };
  });
}

function scaled(mix: Mix): number[] {
  const values = MODALITIES.map((modality) => mix[modality] ?? 0);
  const total = values.reduce((sum, value) => sum + Math.abs(value), 0);
  return values.map((value) => value / total);
}
