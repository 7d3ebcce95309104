import type { ModalitySpreads } from '@kindred/fusion';
import type { QuerySource } from './query-source.ts';

/** What a query's block was made of. */
export type QueryOrigin = QuerySource['kind'];

/** Modality → what the query's block in it was made of, each kind once; modalities without a block are absent. */
export type QueryOrigins = Readonly<Record<string, readonly QueryOrigin[]>>;

/** Standard deviations of similarities in a catalog, by what is compared. */
export interface ComparisonSpreads {
  /** Modality → between two of its blocks. */
  readonly blocks: ModalitySpreads;
  /** Modality → between a query's words and one of its blocks; those for which it was measured, else words spread as blocks do. */
  readonly texts: ModalitySpreads;
}
