import type { StoredLayout } from '@kindred/fusion';

/** Where a catalog's points are, and what their blocks mean. */
export interface ActiveCollection {
  readonly stored: Pick<StoredLayout, 'layout' | 'statistics' | 'transforms' | 'encoderUrls'>;
  /** Name in the vector store. */
  readonly collection: string;
}

/** Tells which layout queries use; answers from memory in general, for it is asked by every search. */
export interface ActiveCollections {
  /** Undefined before the catalog's first item. */
  findActive(catalog: string): Promise<ActiveCollection | undefined>;
}
