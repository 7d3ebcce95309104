import { testPhotoUrl } from './test-photo.ts';

/** An item in the form of the GraphQL input. */
export interface SampleItem {
  readonly id: string;
  readonly title: string;
  readonly price: { readonly amount: number; readonly currency: string } | null;
  readonly brand: string | null;
  readonly section: readonly string[];
  readonly images: readonly string[];
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
}

const KINDS = [
  ['Boots', ['Women', 'Shoes', 'Boots'], 120],
  ['Sandals', ['Women', 'Shoes', 'Sandals'], 45],
  ['Rain jacket', ['Men', 'Jackets'], 90],
  ['Desk lamp', ['Home', 'Lamps'], 35],
] as const;
const COLORS = [
  ['red', 220, 30, 30],
  ['blue', 30, 60, 210],
  ['green', 30, 160, 60],
  ['black', 15, 15, 15],
  ['white', 245, 245, 245],
] as const;
const BRANDS = ['Acme', 'Globex', 'Initech'] as const;

/** `count` items, the same at each call; every seventh lacks a price, every fifth a brand, every sixth a photo. */
export function sampleItems(count: number): readonly SampleItem[] {
  return Array.from({ length: count }, (_, n) => {
    const [kind, section, price] = KINDS[n % KINDS.length] ?? KINDS[0];
    const [color, red, green, blue] = COLORS[Math.floor(n / KINDS.length) % COLORS.length] ?? COLORS[0];
    return {
      id: `item-${String(n).padStart(3, '0')}`,
      title: `${kind} in ${color}, model ${n}`,
      price: n % 7 === 6 ? null : { amount: price + (n % 11), currency: 'USD' },
      brand: n % 5 === 4 ? null : (BRANDS[n % BRANDS.length] ?? null),
      section,
      images: n % 6 === 5 ? [] : [testPhotoUrl(red, green, blue + (n % 10))],
      attributes: [{ name: 'color', values: [color] }],
    };
  });
}
