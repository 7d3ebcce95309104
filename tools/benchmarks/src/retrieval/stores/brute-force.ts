import { BruteForceScan } from '@kindred/vector-store-embedded/testing';
import { itemIdOf } from '../data/catalogue-stream.ts';
import type { RetrievalCollection } from '../data/retrieval-collection.ts';

/** Compares the query with every float32 vector in full, on one core: what an exact answer costs without an idea. */
export interface BruteForce {
  readonly description: string;
  /** Item ids, best first. */
  search(vector: Float32Array, weights: readonly number[], limit: number): string[];
}

const ROWS_PER_READ = 1000;
/** WebAssembly addresses 4 GiB; larger collections are scanned in parts, one after the other. */
const BYTES_PER_PART = 2 ** 31;

export async function openBruteForce(collection: RetrievalCollection): Promise<BruteForce> {
  const { items, dimension, spec } = collection;
  const rowsPerPart = Math.floor(BYTES_PER_PART / (4 * dimension + 64));
  const parts: { begin: number; scan: BruteForceScan }[] = [];
  for (let begin = 0; begin < items; begin += rowsPerPart) {
    const end = Math.min(items, begin + rowsPerPart);
    const scan = new BruteForceScan(spec, end - begin);
    for (let row = begin; row < end; row += ROWS_PER_READ) {
      const points = await collection.readPoints(row, Math.min(end, row + ROWS_PER_READ));
      for (const [index, { vector }] of points.entries()) scan.set(row + index - begin, vector);
    }
    parts.push({ begin, scan });
  }
  return {
    description: 'float32 scan in WebAssembly SIMD on one core',
    search: (vector, weights, limit) =>
      parts
        .flatMap(({ begin, scan }) =>
          scan.search(vector, weights, limit).map(({ row, score }) => ({ row: begin + row, score })),
        )
        .sort((left, right) => right.score - left.score || left.row - right.row)
        .slice(0, limit)
        .map(({ row }) => itemIdOf(row)),
  };
}
