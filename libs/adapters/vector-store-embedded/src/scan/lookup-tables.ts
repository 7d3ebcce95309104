import type { VectorQuery } from '@kindred/vector-store';
import type { VectorColumns } from '../table/vector-columns.ts';
import type { ScanKernels } from './scan-kernels.ts';

/** f32 [distinct blocks] in the shared memory: weight × similarity of one query to each distinct block of a modality. */
interface LookupTable {
  readonly address: number;
  readonly bytes: number;
  /** Of the dictionary, when the similarities were computed. */
  readonly revision: number;
}

/** One query's look-up tables, computed while a pass before its own still runs. Release them when its pass is over. */
export class LookupTables {
  readonly #columns: VectorColumns;
  readonly #kernels: ScanKernels;
  readonly #query: Pick<VectorQuery, 'vector' | 'weights'>;
  /** By position among the layout's look-ups. */
  readonly #tables = new Map<number, LookupTable>();

  /** @throws VectorStoreMemoryError; nothing is held then */
  constructor(columns: VectorColumns, kernels: ScanKernels, query: Pick<VectorQuery, 'vector' | 'weights'>) {
    this.#columns = columns;
    this.#kernels = kernels;
    this.#query = query;
    try {
      for (const [position, { index }] of columns.layout.lookups.entries())
        if (query.weights[index] !== 0) this.#compute(position);
    } catch (error) {
      this.release();
      throw error;
    }
  }

  /** Whether the query gives a look-up any weight. */
  has(position: number): boolean {
    return this.#tables.has(position);
  }

  /** Address of a look-up's table for the blocks there are now; undefined where the query gives it no weight. @throws VectorStoreMemoryError */
  addressOf(position: number): number | undefined {
    const table = this.#tables.get(position);
    if (table === undefined) return undefined;
    if (table.revision === this.#columns.dictionaries[position]!.revision) return table.address;
    this.#tables.delete(position);
    this.#columns.memory.release(table.address, table.bytes);
    return this.#compute(position);
  }

  release(): void {
    for (const { address, bytes } of this.#tables.values()) this.#columns.memory.release(address, bytes);
    this.#tables.clear();
  }

  #compute(position: number): number {
    const { layout, memory, dictionaries } = this.#columns;
    const dictionary = dictionaries[position]!;
    const { index, offset, dimension } = layout.lookups[position]!;
    const weight = this.#query.weights[index]!;
    const bytes = roomFor(4 * dictionary.length);
    const address = memory.allocate(bytes);
    this.#tables.set(position, { address, bytes, revision: dictionary.revision });
    const staging = memory.allocate(4 * dictionary.stride);
    memory.floats.fill(0, staging / 4, staging / 4 + dictionary.stride);
    memory.floats.set(this.#query.vector.subarray(offset, offset + dimension), staging / 4);
    this.#kernels.dotRows(dictionary.address, dictionary.length, dictionary.stride, staging, weight, address, 4);
    memory.release(staging, 4 * dictionary.stride);
    return address;
  }
}

/** A power of two, so that the next query finds the room again though the dictionary has grown. */
function roomFor(bytes: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(64, bytes)));
}
