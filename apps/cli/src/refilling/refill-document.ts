import type { StoreComparison } from '@kindred/embedding-pipeline';

export interface RefillOptions {
  readonly to: string;
  /** Without it all catalogs are filled. */
  readonly catalog?: string;
  /** False with `--no-switch`. */
  readonly switch: boolean;
}

/** One catalog in the filled store. */
export interface RefilledCatalog {
  readonly catalog: string;
  readonly collection: string;
  readonly items: number;
  readonly points: number;
  readonly seconds: number;
  /** Absent where the present store doesn't hold the catalog whole. */
  readonly compared?: StoreComparison;
  /** With Qdrant: the plan for searches and what it found of the exact answers. */
  readonly plan?: { readonly name: string; readonly recall: number };
}

/** What `kindred vectors refill` prints with `--json`. */
export interface RefillDocument {
  /** Without a key. */
  readonly to: string;
  readonly catalogs: readonly RefilledCatalog[];
  /** Whether processes that start from now on use the filled store. */
  readonly switched: boolean;
  /** What is left to do, for people; empty if nothing is. */
  readonly next: string;
}
