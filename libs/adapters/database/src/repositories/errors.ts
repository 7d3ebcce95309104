import { DatabaseError } from '../errors.ts';

/** A text holds what PostgreSQL can't store: U+0000 or half of a surrogate pair. */
export class UnstorableTextError extends DatabaseError {
  readonly code = 'UNSTORABLE_TEXT';
  readonly field: string;
  constructor(field: string, options?: ErrorOptions) {
    super(`${field} contains the character U+0000 or half of a surrogate pair. Remove it.`, options);
    this.name = 'UnstorableTextError';
    this.field = field;
  }
}

/** A number of rows to return is not a whole number, below the smallest or above the largest allowed. */
export class InvalidLimitError extends DatabaseError {
  readonly code = 'INVALID_LIMIT';
  constructor(limit: number, smallest: number, largest: number) {
    super(`The limit must be a whole number from ${String(smallest)} to ${String(largest)}, it is ${String(limit)}.`);
    this.name = 'InvalidLimitError';
  }
}

/** A catalog's name or currency can't be stored. */
export class InvalidCatalogError extends DatabaseError {
  readonly code = 'INVALID_CATALOG';
  constructor(name: string, problem: string) {
    super(`A catalog '${name.slice(0, 100)}' can't be made: ${problem}.`);
    this.name = 'InvalidCatalogError';
  }
}

/** A write refers to a block that is neither stored nor part of the write; nothing of the write was kept. */
export class BlockNotStoredError extends DatabaseError {
  readonly code = 'BLOCK_NOT_STORED';
  constructor(itemId: string, encoderId: string, inputHash: string) {
    super(
      `Item '${itemId}' refers to the block ${inputHash} of encoder '${encoderId}', which is not stored. ` +
        'Write the block together with the item.',
    );
    this.name = 'BlockNotStoredError';
  }
}

export class RunNotFoundError extends DatabaseError {
  readonly code = 'RUN_NOT_FOUND';
  constructor(runId: string) {
    super(`There is no run '${runId.slice(0, 100)}'. List the catalog's runs to see their ids.`);
    this.name = 'RunNotFoundError';
  }
}

export class ApiKeyNotFoundError extends DatabaseError {
  readonly code = 'API_KEY_NOT_FOUND';
  constructor(prefix: string) {
    super(
      `There is no active API key that begins with '${prefix.slice(0, 20)}'. List the keys to see their beginnings.`,
    );
    this.name = 'ApiKeyNotFoundError';
  }
}
