import type { GoldenQuery, ItemId } from '@kindred/catalog';

/** How a golden query goes with some weights. */
export interface GoldenQueryRun {
  /** Whether every expected item is within the query's limit. */
  readonly passes: boolean;
  /** Per expected item its rank from 1; null behind the limit. */
  readonly ranks: readonly (number | null)[];
  /** Why there are no results, in a sentence. */
  readonly problem?: string;
}

export interface GoldenQueryOutcome {
  readonly query: GoldenQuery;
  readonly live: GoldenQueryRun;
  readonly draft: GoldenQueryRun;
  /** Passes with what is live and fails with the draft. */
  readonly broken: boolean;
  /** Expected items that the catalog no longer has: they can't be found with any weights. */
  readonly unknownItemIds: readonly ItemId[];
}
