/** Plain colours are photos enough for hashes: [red, green, blue] as a PNG data URL of 1 × 1 pixel is too small to be a test of decoding. */
export interface SampleItem {
  readonly id: string;
  readonly title: string;
  readonly price: { readonly amount: number; readonly currency: string } | null;
  readonly brand: string | null;
  readonly section: readonly string[];
}

const KINDS = [
  ['Boots', ['Women', 'Shoes', 'Boots'], 120],
  ['Sandals', ['Women', 'Shoes', 'Sandals'], 45],
  ['Rain jacket', ['Men', 'Jackets'], 90],
  ['Desk lamp', ['Home', 'Lamps'], 35],
] as const;
const COLORS = ['red', 'blue', 'green', 'black', 'white'] as const;
const BRANDS = ['Acme', 'Globex', 'Initech'] as const;

/** `count` items, the same at each call; every seventh lacks a price, every fifth a brand. */
export function sampleItems(count: number): readonly SampleItem[] {
  return Array.from({ length: count }, (_, n) => {
    const [kind, section, price] = KINDS[n % KINDS.length] ?? KINDS[0];
    const color = COLORS[Math.floor(n / KINDS.length) % COLORS.length] ?? 'red';
    return {
      id: `item-${String(n).padStart(3, '0')}`,
      title: `${kind} in ${color}, model ${n}`,
      price: n % 7 === 6 ? null : { amount: price + (n % 11), currency: 'USD' },
      brand: n % 5 === 4 ? null : (BRANDS[n % BRANDS.length] ?? null),
      section,
    };
  });
}
