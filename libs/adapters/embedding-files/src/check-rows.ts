import type { EmbeddingRow } from './embedding-file.ts';
import { EmbeddingRowError } from './errors.ts';

/** @throws EmbeddingRowError */
export function checkRows(path: string, dimension: number, rows: readonly EmbeddingRow[]): void {
  for (const { itemId, vector } of rows) {
    if (vector.length !== dimension)
      throw new EmbeddingRowError(
        path,
        itemId,
        `has ${String(vector.length)} dimensions instead of ${String(dimension)}`,
      );
    if (!vector.every((value) => Number.isFinite(value)))
      throw new EmbeddingRowError(path, itemId, 'has a value that is not finite');
  }
}
