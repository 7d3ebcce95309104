import type { ItemInput } from '@kindred/catalog';
import type { SeededRandom } from '@kindred/vector-math';
import { InvalidOptionError } from '../errors.ts';
import { pick, streamOf } from '../seeded.ts';
import { BlockGenerator, type BlockDimensions, type GeneratedBlocks } from './generate-blocks.ts';
import { Families, type Family } from './families.ts';
import { BENEFITS, USES } from './section-grammar.ts';

export interface GeneratorOptions {
  /** 1 to 10,000,000. */
  readonly items: number;
  /** Whole number. */
  readonly seed: number;
  /** Gives items ready-made blocks of these dimensions. */
  readonly blocks?: BlockDimensions;
  /** Items are up to two years older; 2025-06-01 by default. */
  readonly referenceDate?: Date;
}

export interface GeneratedItem {
  readonly input: ItemInput;
  /** Items of one family are variants of one product line. */
  readonly family: number;
  /** With `blocks` only; an item without a photo has no `image`. */
  readonly blocks: GeneratedBlocks;
}

/** Part of the items that lack something. */
export const MISSING_RATES = { brand: 0.08, price: 0.04, section: 0.03, description: 0.15, image: 0.1 } as const;
/** How much of the spread of a section's log prices lies between product lines. */
const PRICE_SHARED = 0.5;
const ITEM_STREAM = 21;

/**
 * A catalogue of any size, one item at a time and in constant memory, the same for the same options: brands by Zipf's law, log-normal prices
 * per section, product lines with variants, texts from a grammar, missing values. Item n is the same whatever comes
 * before it, but not in a catalogue of another size. @throws InvalidOptionError
 */
export async function* generateCatalog(options: GeneratorOptions): AsyncGenerator<GeneratedItem> {
  const { items, seed, referenceDate = new Date('2025-06-01T00:00:00Z') } = options;
  if (!Number.isSafeInteger(items) || items < 1 || items > 10_000_000)
    throw new InvalidOptionError('items', 'a whole number from 1 to 10,000,000', items);
  if (!Number.isSafeInteger(seed)) throw new InvalidOptionError('seed', 'a whole number', seed);
  const families = new Families(items, seed);
  const blocks = options.blocks && new BlockGenerator(options.blocks, seed);
  for (let index = 0; index < items; index++) {
    const random = streamOf(seed, ITEM_STREAM, index);
    const family = families.family(families.drawFamily(random));
    const input = itemOf(random, index, family, referenceDate);
    const hasPhoto = random.next() >= MISSING_RATES.image;
    yield { input, family: family.index, blocks: blocks?.blocksOf(index, family, hasPhoto) ?? {} };
  }
}

function itemOf(random: SeededRandom, index: number, family: Family, referenceDate: Date): ItemInput {
  const { section, brand, noun } = family;
  const attributes = attributesOf(random, family);
  const has = (what: keyof typeof MISSING_RATES): boolean => random.next() >= MISSING_RATES[what];
  const deviation = Math.sqrt(PRICE_SHARED) * family.priceLevel + Math.sqrt(1 - PRICE_SHARED) * random.gaussian();
  const price = section.medianPrice * Math.exp(section.logDeviation * deviation);
  const hasBrand = has('brand');
  const ageMs = Math.floor(random.next() * 730 * 86_400_000);
  return {
    id: `g${String(index + 1).padStart(8, '0')}`,
    title: titleOf(random, family, attributes, hasBrand ? brand : undefined),
    ...(has('description') ? { description: descriptionOf(random, family, attributes) } : {}),
    ...(has('price') ? { price: { amount: shopPrice(random, price), currency: 'USD' } } : {}),
    ...(hasBrand ? { brand } : {}),
    ...(has('section') ? { section: section.path } : {}),
    attributes: { ...attributes, kind: noun },
    available: random.next() > 0.07,
    createdAt: new Date(referenceDate.getTime() - ageMs),
  };
}

function attributesOf(random: SeededRandom, { section, material }: Family): Record<string, string> {
  const drawn = Object.entries(section.attributes).map(([name, values]) => [name, pick(random, values)] as const);
  return { ...Object.fromEntries(drawn), ...(material === undefined ? {} : { material }) };
}

function titleOf(random: SeededRandom, family: Family, attributes: Record<string, string>, brand?: string): string {
  const { series, quality, noun } = family;
  const size = attributes['size'] ?? attributes['storage'];
  const words = [brand, series, quality, attributes['colour'], noun, random.next() < 0.5 ? size : undefined];
  return words.filter((word) => word !== undefined).join(' ');
}

function descriptionOf(random: SeededRandom, family: Family, attributes: Record<string, string>): string {
  const { quality, noun, series, section } = family;
  const material = attributes['material'];
  const benefit = random.integer(BENEFITS.length);
  const another = (benefit + 1 + random.integer(BENEFITS.length - 1)) % BENEFITS.length;
  return [
    `${/^[aeiou]/.test(quality) ? 'An' : 'A'} ${quality} ${noun} ${pick(random, USES)}${material === undefined ? '' : `, of ${material}`}.`,
    `The ${series} line is ${BENEFITS[benefit] ?? ''} and ${BENEFITS[another] ?? ''}.`,
    ...(random.next() < 0.4 ? [`See also our other ${(section.path.at(-1) ?? '').toLowerCase()}.`] : []),
  ].join(' ');
}

/** To the cent; 12.37 often becomes 12.99 or 12.95, as in shops. */
function shopPrice(random: SeededRandom, price: number): number {
  const ending = pick(random, [0.99, 0.95, undefined]);
  const shown = ending === undefined || price < 5 ? price : Math.floor(price) + ending;
  return Math.max(0.5, Math.round(shown * 100) / 100);
}
