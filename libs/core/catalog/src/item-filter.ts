import type { AttributeValue, Item, SectionPath } from './item.ts';

/** A condition on items. Every store must give it the meaning of {@link matchesFilter}. */
export type ItemFilter =
  | { readonly kind: 'and'; readonly filters: readonly ItemFilter[] }
  | { readonly kind: 'or'; readonly filters: readonly ItemFilter[] }
  | { readonly kind: 'not'; readonly filter: ItemFilter }
  /** The section itself and everything below it. */
  | { readonly kind: 'section'; readonly path: SectionPath }
  /** Prices of that currency only; both ends inclusive; an item without a price never matches. */
  | { readonly kind: 'price'; readonly currency: string; readonly min?: number; readonly max?: number }
  /** Brands are compared by their normalised name (see `normalizeBrand`). */
  | { readonly kind: 'brand'; readonly anyOf: readonly string[] }
  | { readonly kind: 'available'; readonly available: boolean }
  /** A tag list matches if it has one of the values; numbers are compared as numbers. */
  | { readonly kind: 'attribute'; readonly name: string; readonly anyOf: readonly (string | number)[] }
  | { readonly kind: 'attributeRange'; readonly name: string; readonly min?: number; readonly max?: number }
  /** Strictly later. */
  | { readonly kind: 'createdAfter'; readonly date: Date }
  | { readonly kind: 'ids'; readonly anyOf: readonly string[] };

/** The part of an item that filters and sorting see; kept beside the vector in every store. */
export interface ItemFacets {
  readonly section: SectionPath;
  readonly price?: Item['price'];
  readonly brand?: string;
  readonly available: boolean;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly createdAt: Date;
}
