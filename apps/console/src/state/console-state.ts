/** One thing to be like (or, with a negative sign, unlike). */
export type SourcePart = { readonly sign: 1 | -1 } & (
  | { readonly kind: 'item'; readonly id: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'photo-url'; readonly url: string }
  | { readonly kind: 'photo-file'; readonly file: File }
);

export interface CatalogFilters {
  /** From the root; empty for the whole catalog. */
  readonly section: readonly string[];
  readonly brands: readonly string[];
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
  readonly availableOnly: boolean;
}

export type CatalogSort = 'id' | 'title' | 'price' | 'price-desc' | 'newest';

/** Modality → a number in [-1, 1]. */
export type WeightMap = Readonly<Record<string, number>>;

/** Everything a shared link brings back, save photos from this computer. */
export interface ConsoleState {
  /** What neighbours are asked for; empty while the catalogue is shown. */
  readonly parts: readonly SourcePart[];
  /** The weights set by hand; null while they follow the profile. */
  readonly weights: WeightMap | null;
  /** Name of the profile that weights start from; null for the server's choice. */
  readonly profile: string | null;
  readonly filters: CatalogFilters;
  readonly sort: CatalogSort;
}

export const NO_FILTERS: CatalogFilters = {
  section: [],
  brands: [],
  minPrice: null,
  maxPrice: null,
  availableOnly: false,
};

export const INITIAL_STATE: ConsoleState = { parts: [], weights: null, profile: null, filters: NO_FILTERS, sort: 'id' };

/** How many of the filters are set: section, brands, price, availability. */
export function countFilters(filters: CatalogFilters): number {
  const hasPrice = filters.minPrice !== null || filters.maxPrice !== null;
  return [filters.section.length > 0, filters.brands.length > 0, hasPrice, filters.availableOnly].filter(Boolean)
    .length;
}
