import type { VectorQuery } from '@kindred/vector-store';
import type { ScanTable } from '../table/scan-table.ts';
import type { FoundRows } from './filtered-rows.ts';
import { keepLanes, replaceLane } from './row-masks.ts';

/** A query and the rows that may answer it. */
export interface MaskedQuery {
  readonly query: VectorQuery;
  /** Undefined: all rows there are when the pass begins. */
  readonly filtered: FoundRows | undefined;
}

/** Says which rows may answer the queries of a pass. */
export class PassMask {
  readonly #table: ScanTable;
  /** Written and read within one turn, by one pass after the other. */
  #mask: Uint8Array | undefined;

  constructor(table: ScanTable) {
    this.#table = table;
  }

  /**
   * A bit per query, set where the row may answer it, and per query how many rows may. The mask is valid until the next call, must not be
   * changed, and may end before rows that none of the queries wants.
   */
  write(queries: readonly MaskedQuery[]): { mask: Uint8Array; answering: number[] } {
    const [first] = queries;
    if (queries.length === 1 && first?.filtered !== undefined)
      return { mask: first.filtered.mask, answering: [first.filtered.count] };
    const mask = (this.#mask = this.#table.liveRows(this.#mask));
    keepLanes(mask, queries.length);
    return { mask, answering: queries.map((query, lane) => this.#writeLane(mask, query, lane)) };
  }

  #writeLane(mask: Uint8Array, { query, filtered }: MaskedQuery, lane: number): number {
    if (filtered !== undefined) {
      replaceLane(mask, filtered.mask, lane);
      return filtered.count;
    }
    const rows = [...new Set(query.exclude)]
      .map((itemId) => this.#table.findRow(itemId))
      .filter((row) => row !== undefined);
    for (const row of rows) mask[row]! &= ~(1 << lane);
    return this.#table.size - rows.length;
  }
}
