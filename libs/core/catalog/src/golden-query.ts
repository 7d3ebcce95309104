import type { ItemId } from './item.ts';

export type GoldenQuerySource =
  { readonly kind: 'item'; readonly itemId: ItemId } | { readonly kind: 'text'; readonly text: string };

/** A saved search and the items that must be among its first results, whatever the weights. */
export interface GoldenQuery {
  /** Unique in the catalog; for people. */
  readonly name: string;
  readonly source: GoldenQuerySource;
  /** 1 to 20, distinct. */
  readonly expectedItemIds: readonly ItemId[];
  /** The expected items must be within so many first results, 1 to 100. */
  readonly limit: number;
  /** The only profile that it is about; absent: all. */
  readonly profile?: string;
  readonly author?: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type GoldenQueryInput = Omit<GoldenQuery, 'createdAt' | 'updatedAt'>;

/** Publishing runs all of them, so a catalog has no more. */
export const MAX_GOLDEN_QUERIES = 200;

export interface GoldenQueryRepository {
  /** In code-point order of their names. With `profile`: those about it and those about all profiles. */
  list(catalog: string, profile?: string): Promise<GoldenQuery[]>;
  find(catalog: string, name: string): Promise<GoldenQuery | undefined>;
  /** Makes it, or replaces the one of that name. @throws CatalogNotFoundError, ProfileNotFoundError, TooManyGoldenQueriesError */
  save(catalog: string, query: GoldenQueryInput): Promise<GoldenQuery>;
  /** Whether there was one. */
  delete(catalog: string, name: string): Promise<boolean>;
}
