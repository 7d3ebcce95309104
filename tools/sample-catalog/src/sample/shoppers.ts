import type { InteractionType } from '@kindred/catalog';
import type { SeededRandom } from '@kindred/vector-math';
import { drawIndex, pick, runningSumOf, shuffled, streamOf } from '../seeded.ts';
import type { Listing } from './listing.ts';

/** What a shopper likes; what is left out is all the same to them. */
export interface ShopperTaste {
  readonly userId: string;
  /** One or two section paths. */
  readonly sections: readonly (readonly string[])[];
  readonly brands: readonly string[];
  /** US dollars, both ends included. */
  readonly priceBand: { readonly min: number; readonly max: number };
}

export interface ShopperEvent {
  readonly userId: string;
  readonly itemId: string;
  readonly type: InteractionType;
  /** Of ratings. */
  readonly value?: number;
  /** Before the reference date. */
  readonly ageMs: number;
}

const SHOPPERS = 60;
const DAYS = 90;
const STREAM_KIND = 3;
/** How often each happens to a thing that suits; dislikes are for what does not. */
const TYPES: readonly (readonly [InteractionType, number])[] = [
  ['view', 0.5],
  ['click', 0.22],
  ['cart', 0.1],
  ['purchase', 0.07],
  ['like', 0.05],
  ['rating', 0.06],
];
const TYPE_SUMS = runningSumOf(TYPES.map(([, weight]) => weight));
const PRICE_BANDS = [
  { min: 0, max: 40 },
  { min: 20, max: 150 },
  { min: 100, max: 600 },
  { min: 400, max: 6000 },
];

/** Sixty shoppers with 5 to 40 events each, drawn by their taste and the items' popularity. Sorted by time, oldest first. */
export function simulateShoppers(
  items: readonly Listing[],
  seed: number,
): { tastes: ShopperTaste[]; events: ShopperEvent[] } {
  const popularity = shuffled(
    streamOf(seed, STREAM_KIND, 0),
    items.map((_, rank) => 1 / Math.sqrt(rank + 1)),
  );
  const tastes: ShopperTaste[] = [];
  const events: ShopperEvent[] = [];
  for (let index = 0; index < SHOPPERS; index++) {
    const random = streamOf(seed, STREAM_KIND, index + 1);
    const taste = drawTaste(random, items, `shopper-${String(index + 1).padStart(2, '0')}`);
    const fits = items.map((item) => fitOf(item, taste));
    const sums = runningSumOf(fits.map((fit, item) => fit ** 2 * (popularity[item] as number)));
    tastes.push(taste);
    const count = 5 + Math.floor(36 * random.next() ** 1.5);
    for (let event = 0; event < count; event++) {
      const item = drawIndex(random, sums);
      events.push(eventOf(random, taste.userId, items[item] as Listing, fits[item] as number));
    }
  }
  return { tastes, events: events.sort((a, b) => b.ageMs - a.ageMs) };
}

function drawTaste(random: SeededRandom, items: readonly Listing[], userId: string): ShopperTaste {
  const paths = new Map(
    items.filter(({ section }) => section.length > 0).map(({ section }) => [section.join('\n'), section]),
  );
  const sections = shuffled(random, [...paths.values()]).slice(0, 1 + random.integer(2));
  const inside = items.filter((item) => sections.some((section) => section.join('\n') === item.section.join('\n')));
  const brands = [...new Set(inside.flatMap(({ brand }) => brand ?? []))];
  const chosen = brands.length > 0 && random.next() < 0.6 ? [pick(random, brands)] : [];
  return { userId, sections, brands: chosen, priceBand: pick(random, PRICE_BANDS) };
}

/** From 0.2 (nothing suits) up; 16 when section, brand and price suit. */
function fitOf({ section, brand, price }: Listing, taste: ShopperTaste): number {
  const inSection = taste.sections.some((wanted) => wanted.join('\n') === section.join('\n'));
  const inBrand = brand !== undefined && taste.brands.includes(brand);
  const inBand = price === undefined || (price >= taste.priceBand.min && price <= taste.priceBand.max);
  return (inSection ? 4 : 0.4) * (inBrand ? 2 : 1) * (inBand ? 2 : 0.5);
}

function eventOf(random: SeededRandom, userId: string, item: Listing, fit: number): ShopperEvent {
  const suits = fit >= 2;
  const drawn = (TYPES[drawIndex(random, TYPE_SUMS)] as (typeof TYPES)[number])[0];
  const disliked = !suits && random.next() < 0.25;
  const type = disliked ? 'dislike' : drawn === 'like' && !suits ? 'view' : drawn;
  const value = suits ? 4 + random.integer(2) : 1 + random.integer(3);
  const ageMs = Math.floor(random.next() * Math.min(DAYS, item.ageDays + 1) * 86_400_000);
  return { userId, itemId: item.id, type, ...(type === 'rating' ? { value } : {}), ageMs };
}
