import type { ItemFilter } from '@kindred/catalog';
import { LRUCache } from 'lru-cache';
import { filterMask } from '../facets/filter-mask.ts';
import type { RowSnapshot, ScanTable } from '../table/scan-table.ts';
import { countRows, intersect } from './row-masks.ts';

/** A row mask: 1 where the row is there and passes. Its rows stay as they are until the snapshot is released. */
export interface FoundRows {
  readonly snapshot: RowSnapshot;
  readonly mask: Uint8Array;
  /** How many rows are 1 in it. */
  readonly count: number;
}

interface KeptMask extends Omit<FoundRows, 'snapshot'> {
  readonly revision: number;
}

const MAX_KEPT_BYTES = 16 * 2 ** 20;
/** Long lists of ids are seldom asked for twice. */
const MAX_KEY_LENGTH = 2_000;

/** Rows of a table that pass a filter. A shop's pages ask with a few filters again and again: their masks are kept until something is written. */
export class FilteredRows {
  readonly #table: ScanTable;
  readonly #kept = new LRUCache<string, KeptMask>({
    maxSize: MAX_KEPT_BYTES,
    sizeCalculation: ({ mask }) => Math.max(1, mask.length),
  });

  constructor(table: ScanTable) {
    this.#table = table;
  }

  /** Without the excluded items. `filter` is validated. The snapshot must be released; the mask must not be changed. */
  async find(filter: ItemFilter, exclude: readonly string[] = []): Promise<FoundRows> {
    const table = this.#table;
    const { revision } = table;
    const snapshot = table.snapshot();
    const excluded = exclude.map((itemId) => table.findRow(itemId)).filter((row) => row !== undefined);
    try {
      const passing = await this.#maskOf(filter, snapshot, revision);
      if (excluded.length === 0) return { snapshot, ...passing };
      const mask = passing.mask.slice();
      let { count } = passing;
      for (const row of excluded) {
        count -= mask[row]!;
        mask[row] = 0;
      }
      return { snapshot, mask, count };
    } catch (error) {
      snapshot.release();
      throw error;
    }
  }

  async #maskOf(filter: ItemFilter, { rowCount }: RowSnapshot, revision: number): Promise<Omit<FoundRows, 'snapshot'>> {
    const table = this.#table;
    const key = JSON.stringify(filter);
    const kept = this.#kept.get(key);
    if (kept?.revision === revision) return { mask: kept.mask, count: kept.count };
    // Before anything is waited for, so of the same moment as the snapshot.
    const live = table.liveRows();
    const findRow = (itemId: string): number | undefined => table.findRow(itemId);
    const mask = await filterMask({ rowCount, facets: table.facets, findRow }, filter);
    intersect(mask, live);
    const found = { mask, count: countRows(mask) };
    if (key.length <= MAX_KEY_LENGTH) this.#kept.set(key, { revision, ...found });
    return found;
  }
}
