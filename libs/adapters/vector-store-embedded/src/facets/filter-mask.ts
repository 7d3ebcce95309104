import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ItemFilter } from '@kindred/catalog';
import { createRowMask, intersect, invert, unite } from '../scan/row-masks.ts';
import type { FacetColumns } from './facet-columns.ts';

/** After about so many row checks (2 ms) other work of the event loop gets its turn. */
const CHECKS_PER_TURN = 2_000_000;

export interface FilteredRows {
  readonly rowCount: number;
  readonly facets: FacetColumns;
  findRow(itemId: string): number | undefined;
}

/**
 * A row mask: 1 where the row passes the filter, 0 elsewhere; rows that hold nothing may have either. Rows must keep their facets
 * meanwhile. The filter must have passed `validateFilter`.
 */
export async function filterMask(rows: FilteredRows, filter: ItemFilter): Promise<Uint8Array> {
  const walk: Walk = { rows, checks: 0, rowsOfIds: new Map() };
  findIds(walk, filter);
  return maskOf(walk, filter);
}

interface Walk {
  readonly rows: FilteredRows;
  /** Where the items of each list of ids were at the beginning: later they may have moved. */
  readonly rowsOfIds: Map<ItemFilter, readonly number[]>;
  checks: number;
}

function findIds(walk: Walk, filter: ItemFilter): void {
  if (filter.kind === 'not') findIds(walk, filter.filter);
  else if (filter.kind === 'and' || filter.kind === 'or') for (const part of filter.filters) findIds(walk, part);
  else if (filter.kind === 'ids') {
    const found = filter.anyOf.map((itemId) => walk.rows.findRow(itemId)).filter((row) => row !== undefined);
    walk.rowsOfIds.set(filter, found);
  }
}

async function maskOf(walk: Walk, filter: ItemFilter): Promise<Uint8Array> {
  walk.checks += walk.rows.rowCount;
  if (walk.checks > CHECKS_PER_TURN) {
    walk.checks = 0;
    await nextTurn();
  }
  switch (filter.kind) {
    case 'and':
      return combined(walk, filter.filters, { empty: 1, combine: intersect });
    case 'or':
      return combined(walk, filter.filters, { empty: 0, combine: unite });
    case 'not': {
      const mask = await maskOf(walk, filter.filter);
      invert(mask);
      return mask;
    }
    case 'ids': {
      const mask = createRowMask(walk.rows.rowCount);
      for (const row of walk.rowsOfIds.get(filter) ?? []) mask[row] = 1;
      return mask;
    }
    default: {
      const mask = createRowMask(walk.rows.rowCount);
      walk.rows.facets.mark(filter, mask);
      return mask;
    }
  }
}

async function combined(
  walk: Walk,
  filters: readonly ItemFilter[],
  { empty, combine }: { empty: 0 | 1; combine: (mask: Uint8Array, other: Uint8Array) => void },
): Promise<Uint8Array> {
  const [first, ...others] = filters;
  if (first === undefined) return createRowMask(walk.rows.rowCount).fill(empty);
  const mask = await maskOf(walk, first);
  for (const other of others) combine(mask, await maskOf(walk, other));
  return mask;
}
