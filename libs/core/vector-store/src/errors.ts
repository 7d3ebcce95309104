/** Something about a vector store went wrong; `code` says what a caller can act upon. */
export abstract class VectorStoreError extends Error {
  abstract readonly code: string;
}

export class CollectionNotFoundError extends VectorStoreError {
  readonly code = 'COLLECTION_NOT_FOUND';
  readonly collection: string;
  constructor(collection: string) {
    super(`Collection '${collection}' does not exist in the vector store. Create it with ensureCollection, or refill the store.`);
    this.name = 'CollectionNotFoundError';
    this.collection = collection;
  }
}

export class CollectionSpecMismatchError extends VectorStoreError {
  readonly code = 'COLLECTION_SPEC_MISMATCH';
  constructor(collection: string, stored: string, asked: string) {
    super(`Collection '${collection}' has the blocks ${stored}, but ${asked} were asked for. A new layout needs a new collection.`);
    this.name = 'CollectionSpecMismatchError';
  }
}

export class DimensionMismatchError extends VectorStoreError {
  readonly code = 'DIMENSION_MISMATCH';
  constructor(what: string, expected: number, actual: number) {
    super(`${what} has ${String(actual)} dimensions, the collection has ${String(expected)}.`);
    this.name = 'DimensionMismatchError';
  }
}

export class InvalidVectorError extends VectorStoreError {
  readonly code = 'INVALID_VECTOR';
  constructor(what: string, index: number, value: number) {
    super(`${what} has ${String(value)} at position ${String(index)}; every value must be a finite number.`);
    this.name = 'InvalidVectorError';
  }
}

export class InvalidQueryError extends VectorStoreError {
  readonly code = 'INVALID_QUERY';
  constructor(problem: string) {
    super(`Invalid vector query: ${problem}.`);
    this.name = 'InvalidQueryError';
  }
}
