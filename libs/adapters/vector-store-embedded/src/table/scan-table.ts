import type { ItemFacets } from '@kindred/catalog';
import { ImputedLists, RowAllocator, type BlockSpec, type VectorPoint } from '@kindred/vector-store';
import { FacetColumns } from '../facets/facet-columns.ts';
import { grown } from '../facets/grown.ts';
import { rowMaskLength } from '../scan/row-masks.ts';
import type { ScanKernels } from '../scan/scan-kernels.ts';
import type { ScanMemory } from '../scan/scan-memory.ts';
import { VectorColumns } from './vector-columns.ts';

/** A point, with the stamp of the write that it came with. */
export interface StampedPoint extends VectorPoint {
  readonly stamp: number;
}

/** The rows there were at one moment. What is written later isn't seen through it, and what is in it stays. */
export interface RowSnapshot {
  readonly rowCount: number;
  /** Must be called once, else rows are never used again. */
  release(): void;
}

/**
 * One collection in memory, column by column. Upserting an item writes a new row and retires the old one, so that threads that scan
 * need no locks: the rows of a {@link snapshot} stay as they are until it is released.
 */
export class ScanTable {
  readonly vectors: VectorColumns;
  readonly facets = new FacetColumns();
  readonly #itemIds: (string | undefined)[] = [];
  readonly #rowOf = new Map<string, number>();
  readonly #imputed: (readonly string[] | undefined)[] = [];
  readonly #imputedLists: ImputedLists;
  #stamps = new Float64Array();
  #newestStamp = 0;
  #revision = 0;
  #live = new Uint8Array();
  readonly #allocator = new RowAllocator((row) => {
    this.vectors.clear(row);
    this.facets.clear(row);
    this.#itemIds[row] = undefined;
  });

  constructor(blocks: readonly BlockSpec[], memory: ScanMemory, kernels: ScanKernels) {
    this.#imputedLists = new ImputedLists(blocks);
    this.vectors = new VectorColumns(blocks, memory, kernels);
  }

  get size(): number {
    return this.#rowOf.size;
  }

  /** Changes whenever an item is written or deleted. */
  get revision(): number {
    return this.#revision;
  }

  itemIds(): IterableIterator<string> {
    return this.#rowOf.keys();
  }

  /** Inserts or replaces; of two points with one id the later counts. Points are validated before, and copied. */
  upsert({ itemId, vector, imputed, facets }: VectorPoint, stamp: number): void {
    const previous = this.#rowOf.get(itemId);
    this.#revision++;
    // Fails before anything has changed.
    this.vectors.reserve(this.#allocator.rowCount + 1);
    const row = this.#allocator.allocate();
    this.vectors.set(row, vector);
    this.facets.set(row, facets);
    this.#itemIds[row] = itemId;
    this.#imputed[row] = this.#imputedLists.intern(imputed);
    this.#stamps = grown(this.#stamps, row);
    this.#stamps[row] = stamp;
    this.#newestStamp = Math.max(this.#newestStamp, stamp);
    this.#live = grown(this.#live, row);
    this.#live[row] = 255;
    this.#rowOf.set(itemId, row);
    if (previous !== undefined) this.#drop(previous);
  }

  delete(itemIds: Iterable<string>): void {
    for (const itemId of itemIds) {
      const row = this.#rowOf.get(itemId);
      if (row === undefined) continue;
      this.#revision++;
      this.#rowOf.delete(itemId);
      this.#drop(row);
    }
  }

  /** A copy of the point. */
  findPoint(itemId: string): VectorPoint | undefined {
    const row = this.#rowOf.get(itemId);
    if (row === undefined) return undefined;
    return { itemId, vector: this.vectors.get(row), imputed: this.imputedOf(row), facets: this.facetsOf(row) };
  }

  findStamp(itemId: string): number | undefined {
    const row = this.#rowOf.get(itemId);
    return row === undefined ? undefined : this.#stamps[row];
  }

  /** Greatest stamp of any write so far. */
  get newestStamp(): number {
    return this.#newestStamp;
  }

  findRow(itemId: string): number | undefined {
    return this.#rowOf.get(itemId);
  }

  /** This and the next two: only for rows that are live, or are in a snapshot not yet released. */
  itemIdOf(row: number): string {
    return this.#itemIds[row]!;
  }

  imputedOf(row: number): readonly string[] {
    return this.#imputed[row]!;
  }

  facetsOf(row: number): ItemFacets {
    return this.facets.get(row);
  }

  /** One more than the highest row that was ever written. */
  get rowCount(): number {
    return this.#allocator.rowCount;
  }

  snapshot(): RowSnapshot {
    return { rowCount: this.#allocator.rowCount, release: this.#allocator.beginReading() };
  }

  /**
   * A row mask: 255 where a row is there now, else 0. `used` is one that nobody reads any more, overwritten if it has the length: a
   * new one for every search keeps the collector of garbage busy.
   */
  liveRows(used?: Uint8Array): Uint8Array {
    const { rowCount } = this.#allocator;
    const length = rowMaskLength(rowCount);
    const mask = used?.length === length ? used : new Uint8Array(length);
    mask.set(this.#live.subarray(0, rowCount));
    mask.fill(0, rowCount);
    return mask;
  }

  #drop(row: number): void {
    this.#live[row] = 0;
    this.#allocator.retire(row);
  }
}
