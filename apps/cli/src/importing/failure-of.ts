import type { FailedRow } from '@kindred/catalog-import';
import type { FailedRowRecord } from '../output/failure-file.ts';

/** What is reported of a row that could not be read. */
export function failureOf({ row, failure, itemId }: FailedRow): FailedRowRecord {
  return { row, ...(itemId === undefined ? {} : { itemId }), reason: failure };
}
