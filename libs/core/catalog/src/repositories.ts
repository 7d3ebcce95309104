import type { FusionProfile, ProfileChange, ProfileDraft, Publication } from './fusion-profile.ts';
import type { Interaction } from './interaction.ts';
import type { ItemFilter } from './item-filter.ts';
import type { Item, ItemImage } from './item.ts';
import type { ProfileHistoryPage, ProfileHistoryQuery } from './profile-event.ts';

/** A named, isolated set of items, users, profiles and vectors. */
export interface Catalog {
  readonly name: string;
  /** What prices mean where a caller names no currency. ISO 4217. */
  readonly currency: string;
  readonly createdAt: Date;
}

export interface CatalogRepository {
  /** Creates it, or returns the one there is (its settings unchanged). */
  ensure(name: string, settings?: { currency?: string }): Promise<Catalog>;
  /** @throws CatalogNotFoundError */
  load(name: string): Promise<Catalog>;
  list(): Promise<Catalog[]>;
}

/** Modality → URL of the encoder that was chosen for a catalog: its first layout has them. Later the layout says which it has. */
export interface EncoderChoices {
  /** Empty where none was chosen. */
  findEncoders(catalog: string): Promise<Readonly<Record<string, string>>>;
  /** Adds to those chosen before. @throws CatalogNotFoundError */
  chooseEncoders(catalog: string, encoders: Readonly<Record<string, string>>): Promise<void>;
}

export const ITEM_SORTS = ['ID', 'TITLE', 'PRICE', 'CREATED_AT'] as const;
export type ItemSort = (typeof ITEM_SORTS)[number];

export interface ItemPageQuery {
  readonly filter?: ItemFilter;
  readonly sort?: { readonly by: ItemSort; readonly descending?: boolean };
  /** 1 to 1,000. */
  readonly limit: number;
  /** Opaque; from the page before. Stays valid when items are added or removed. */
  readonly after?: string;
}

export interface ItemPage {
  /** In order; each with the cursor that continues behind it. */
  readonly entries: readonly { readonly item: Item; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  readonly totalCount: number;
}

/** Items of one catalog. Sorting is total: ties by id in code-point order. */
export interface ItemRepository {
  findMany(catalog: string, ids: readonly string[]): Promise<Map<string, Item>>;
  /** @throws InvalidCursorError */
  page(catalog: string, query: ItemPageQuery): Promise<ItemPage>;
  count(catalog: string, filter?: ItemFilter): Promise<number>;
  /** All items in id order, in arrays of `batchSize`. */
  stream(catalog: string, batchSize: number): AsyncIterable<Item[]>;
  /** Distinct brands and section paths with their number of items, most frequent first; for filter menus. */
  facets(catalog: string): Promise<{
    brands: { name: string; count: number }[];
    sections: { path: readonly string[]; count: number }[];
  }>;
  recordImageOutcome(catalog: string, itemId: string, images: readonly ItemImage[]): Promise<void>;
}

export interface InteractionRepository {
  /** Idempotent by interaction id. Returns how many were new. Unknown items are allowed: events may arrive before items. */
  record(catalog: string, interactions: readonly Interaction[]): Promise<{ recorded: number }>;
  /** Newest first, at most `limit`. */
  listByUser(catalog: string, userId: string, limit: number): Promise<Interaction[]>;
  /** Item ids by falling weighted number of interactions since `since`; weight per interaction type. */
  popular(
    catalog: string,
    query: { since?: Date; limit: number; typeWeights: Readonly<Record<string, number>>; filter?: ItemFilter },
  ): Promise<{ itemId: string; weight: number }[]>;
  /** Users with at least one interaction, by falling number of them. */
  users(catalog: string, limit: number): Promise<{ userId: string; interactions: number }[]>;
}

export interface FusionProfileRepository {
  list(catalog: string): Promise<FusionProfile[]>;
  find(catalog: string, name: string): Promise<FusionProfile | undefined>;
  /** Adds a version with status draft. Makes the profile where it is new. @throws ProfileConflictError, InvalidProfileNameError for a new one */
  saveDraft(catalog: string, draft: ProfileDraft): Promise<FusionProfile>;
  /** Publishes that version; the one published before is retired. @throws ProfileVersionNotFoundError, ProfileConflictError */
  publish(catalog: string, name: string, version: number, publication?: Publication): Promise<FusionProfile>;
  /** Publishes again the version that was published before the present one, so that twice leads back. @throws NoEarlierVersionError */
  rollBack(catalog: string, name: string, change?: ProfileChange): Promise<FusionProfile>;
  /** What was done to the profile; empty where there is none. */
  history(catalog: string, name: string, query: ProfileHistoryQuery): Promise<ProfileHistoryPage>;
}
