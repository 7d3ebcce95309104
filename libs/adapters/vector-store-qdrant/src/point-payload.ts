import { normalizeBrand, type ItemFacets } from '@kindred/catalog';
import type { VectorPoint } from '@kindred/vector-store';

/** What is kept beside a vector: the id, what comes back as it was, and fields made for filters. */
export interface PointPayload {
  readonly itemId: string;
  readonly imputed: readonly string[];
  /** The facets as JSON text, so that every number comes back as it was. */
  readonly facets: string;
  /** Every beginning of the section path, as {@link sectionToken}. */
  readonly sections: readonly string[];
  readonly currency?: string;
  readonly price?: number;
  /** Normalised. */
  readonly brand?: string;
  readonly available: boolean;
  /** Name and value of every attribute, as {@link attributeToken}; one for each tag. */
  readonly attributes: readonly string[];
  /** Attributes that are numbers, by {@link attributeKey}. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Milliseconds. */
  readonly createdAt: number;
}

export type IndexedField = 'sections' | 'currency' | 'price' | 'brand' | 'available' | 'attributes' | 'createdAt';

/** `path` as one text; `["a/b"]` and `["a", "b"]` differ. */
export function sectionToken(path: readonly string[]): string {
  return JSON.stringify(path);
}

/** `["size", "38"]` and `["size", 38]` differ. */
export function attributeToken(name: string, value: string | number): string {
  return JSON.stringify([name, value]);
}

/** A key that needs no quoting in a path, whatever the attribute's name. */
export function attributeKey(name: string): string {
  return `a${Buffer.from(name, 'utf8').toString('hex')}`;
}

export function toPayload({ itemId, imputed, facets }: VectorPoint, modalities: readonly string[]): PointPayload {
  const { section, price, brand, available, attributes, createdAt } = facets;
  const entries = Object.entries(attributes);
  return {
    itemId,
    imputed: modalities.filter((modality) => imputed.includes(modality)),
    facets: JSON.stringify({ ...facets, createdAt: createdAt.getTime() }),
    sections: section.map((_, depth) => sectionToken(section.slice(0, depth + 1))),
    ...(price === undefined ? {} : { currency: price.currency, price: price.amount }),
    ...(brand === undefined ? {} : { brand: normalizeBrand(brand) }),
    available,
    attributes: entries.flatMap(([name, value]) =>
      typeof value === 'object' ? value.map((tag) => attributeToken(name, tag)) : [attributeToken(name, value)],
    ),
    numbers: Object.fromEntries(
      entries.flatMap(([name, value]) => (typeof value === 'number' ? [[attributeKey(name), value]] : [])),
    ),
    createdAt: createdAt.getTime(),
  };
}

export function readFacets({ facets }: Pick<PointPayload, 'facets'>): ItemFacets {
  const parsed = JSON.parse(facets) as Omit<ItemFacets, 'createdAt'> & { createdAt: number };
  return { ...parsed, createdAt: new Date(parsed.createdAt) };
}
