import type { ItemFacets } from '@kindred/catalog';
import { vectorDimension } from './collection-spec.ts';
import { ImputedLists } from './imputed-lists.ts';
import { RowAllocator } from './row-allocator.ts';
import type { BlockSpec, CollectionSpec, VectorPoint } from './vector-store.ts';

/** What a row holds beside its vector; never changed, only replaced. */
export interface TableRow {
  readonly itemId: string;
  /** In block order. */
  readonly imputed: readonly string[];
  readonly facets: ItemFacets;
}

/** The rows there were at one moment. Nothing that is written later is seen through it. */
export interface TableSnapshot {
  /** [rows], 1 where a row is there. The holder may clear entries. */
  readonly live: Uint8Array;
  /** Must be called once, else rows are never used again. */
  release(): void;
}

const TARGET_CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * Columns of one collection in memory: vectors in chunks of contiguous float32 rows (about 4 MiB, so that growing copies
 * nothing and wastes at most one chunk), the rest as one object per row. Points are copied in and out. Upserting an item
 * writes a new row and retires the old one, so a {@link snapshot} stays as it was without locks.
 */
export class VectorTable {
  readonly blocks: readonly BlockSpec[];
  readonly dimension: number;
  /** A power of two. */
  readonly rowsPerChunk: number;
  readonly #chunks: Float32Array[] = [];
  readonly #rows: (TableRow | undefined)[] = [];
  readonly #rowOf = new Map<string, number>();
  #live = new Uint8Array(1024);
  readonly #imputedLists: ImputedLists;
  readonly #allocator = new RowAllocator((row) => {
    this.#rows[row] = undefined;
  });

  constructor(spec: Pick<CollectionSpec, 'blocks'>) {
    this.blocks = spec.blocks;
    this.#imputedLists = new ImputedLists(spec.blocks);
    this.dimension = vectorDimension(spec);
    this.rowsPerChunk = 2 ** Math.max(4, Math.floor(Math.log2(TARGET_CHUNK_BYTES / (4 * this.dimension))));
  }

  get size(): number {
    return this.#rowOf.size;
  }

  /** Bytes of the vector chunks; the objects per row come on top. */
  get vectorBytes(): number {
    return this.#chunks.length * this.rowsPerChunk * this.dimension * 4;
  }

  itemIds(): IterableIterator<string> {
    return this.#rowOf.keys();
  }

  /** Inserts or replaces; of two points with one id the later counts. Points are validated before: see `validatePoints`. */
  upsert(points: readonly VectorPoint[]): void {
    for (const point of points) this.#write(point);
  }

  delete(itemIds: Iterable<string>): void {
    for (const itemId of itemIds) {
      const row = this.#rowOf.get(itemId);
      if (row === undefined) continue;
      this.#rowOf.delete(itemId);
      this.#drop(row);
    }
  }

  /** Copies of the points of those ids that exist. */
  findPoints(itemIds: Iterable<string>): Map<string, VectorPoint> {
    const found = new Map<string, VectorPoint>();
    for (const itemId of itemIds) {
      const row = this.#rowOf.get(itemId);
      if (row === undefined) continue;
      const begin = this.rowBegin(row);
      const vector = this.chunkOf(row).slice(begin, begin + this.dimension);
      const { imputed, facets } = this.row(row);
      found.set(itemId, { itemId, vector, imputed, facets: copyFacets(facets) });
    }
    return found;
  }

  findRow(itemId: string): number | undefined {
    return this.#rowOf.get(itemId);
  }

  snapshot(): TableSnapshot {
    return { live: this.#live.slice(0, this.#allocator.rowCount), release: this.#allocator.beginReading() };
  }

  /** Only for rows that are live, or were in a snapshot not yet released. */
  row(row: number): TableRow {
    return this.#rows[row]!;
  }

  /** The chunk with that row; the row begins in it at {@link rowBegin}. */
  chunkOf(row: number): Float32Array {
    return this.#chunks[Math.floor(row / this.rowsPerChunk)]!;
  }

  rowBegin(row: number): number {
    return (row & (this.rowsPerChunk - 1)) * this.dimension;
  }

  #write(point: VectorPoint): void {
    const previous = this.#rowOf.get(point.itemId);
    const row = this.#allocator.allocate();
    this.#makeRoom(row);
    this.chunkOf(row).set(point.vector, this.rowBegin(row));
    this.#rows[row] = {
      itemId: point.itemId,
      imputed: this.#imputedLists.intern(point.imputed),
      facets: copyFacets(point.facets),
    };
    this.#rowOf.set(point.itemId, row);
    this.#live[row] = 1;
    if (previous !== undefined) this.#drop(previous);
  }

  #drop(row: number): void {
    this.#live[row] = 0;
    this.#allocator.retire(row);
  }

  #makeRoom(row: number): void {
    if (row >= this.#chunks.length * this.rowsPerChunk)
      this.#chunks.push(new Float32Array(this.rowsPerChunk * this.dimension));
    if (row >= this.#live.length) {
      const larger = new Uint8Array(this.#live.length * 2);
      larger.set(this.#live);
      this.#live = larger;
    }
  }
}

/** A copy, so that a caller who changes its object later changes nothing here. */
function copyFacets(facets: ItemFacets): ItemFacets {
  return {
    ...facets,
    section: [...facets.section],
    ...(facets.price === undefined ? {} : { price: { ...facets.price } }),
    attributes: Object.fromEntries(
      Object.entries(facets.attributes).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]),
    ),
    createdAt: new Date(facets.createdAt),
  };
}
