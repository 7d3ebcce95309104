/** Something about a vector store went wrong; `code` says what a caller can act upon. */
export abstract class VectorStoreError extends Error {
  abstract readonly code: string;
}

export class CollectionNotFoundError extends VectorStoreError {
  readonly code = 'COLLECTION_NOT_FOUND';
  readonly collection: string;
  constructor(collection: string) {
    super(
      `Collection '${collection}' does not exist in the vector store. Create it with ensureCollection, or refill the store.`,
    );
    this.name = 'CollectionNotFoundError';
    this.collection = collection;
  }
}

export class CollectionSpecMismatchError extends VectorStoreError {
  readonly code = 'COLLECTION_SPEC_MISMATCH';
  constructor(collection: string, stored: string, asked: string) {
    super(
      `Collection '${collection}' has the blocks ${stored}, but ${asked} were asked for. A new layout needs a new collection.`,
    );
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

export class InvalidPointError extends VectorStoreError {
  readonly code = 'INVALID_POINT';
  constructor(problem: string) {
    super(`Invalid vector point: ${problem}.`);
    this.name = 'InvalidPointError';
  }
}

export class InvalidCollectionSpecError extends VectorStoreError {
  readonly code = 'INVALID_COLLECTION_SPEC';
  constructor(problem: string) {
    super(`Invalid collection: ${problem}.`);
    this.name = 'InvalidCollectionSpecError';
  }
}

export class VectorStoreClosedError extends VectorStoreError {
  readonly code = 'VECTOR_STORE_CLOSED';
  constructor() {
    super('The vector store is closed. Open it again before using it.');
    this.name = 'VectorStoreClosedError';
  }
}

export class VectorStoreReadOnlyError extends VectorStoreError {
  readonly code = 'VECTOR_STORE_READ_ONLY';
  constructor(operation: string) {
    super(`The vector store was opened read-only, so ${operation} is refused. Open it without readOnly to write.`);
    this.name = 'VectorStoreReadOnlyError';
  }
}

export class VectorStoreTimeoutError extends VectorStoreError {
  readonly code = 'VECTOR_STORE_TIMEOUT';
  readonly timeoutMs: number;
  constructor(operation: string, timeoutMs: number) {
    super(
      `The vector store did not finish '${operation}' within ${String(timeoutMs)} ms. Try again; what it did is seen by the next call.`,
    );
    this.name = 'VectorStoreTimeoutError';
    this.timeoutMs = timeoutMs;
  }
}

export class VectorStoreUnavailableError extends VectorStoreError {
  readonly code = 'VECTOR_STORE_UNAVAILABLE';
  constructor(operation: string, location: string, options: { cause: unknown }) {
    super(`The vector store at '${location}' failed in '${operation}': ${firstLine(options.cause)}`, options);
    this.name = 'VectorStoreUnavailableError';
  }
}

/** The copy in memory that searches scan can't grow. */
export class VectorStoreMemoryError extends VectorStoreError {
  readonly code = 'VECTOR_STORE_MEMORY';
  constructor(bytes: number, options?: { cause: unknown }) {
    super(
      `A collection needs more than ${String(Math.floor(bytes / 2 ** 20))} MiB of memory for its scan, which this machine or process can't give. ` +
        'Give it more memory, use fewer image dimensions, or move to a server: VECTOR_STORE_URL=qdrant://….',
      options,
    );
    this.name = 'VectorStoreMemoryError';
  }
}

/** The server was reached and wants another key, or none was given. */
export class VectorStoreAccessError extends VectorStoreError {
  readonly code = 'VECTOR_STORE_ACCESS_REFUSED';
  constructor(operation: string, location: string, status: number) {
    super(
      `The vector store at '${location}' refused '${operation}' with status ${String(status)}. Check the API key in the settings.`,
    );
    this.name = 'VectorStoreAccessError';
  }
}

export class VectorStoreVersionError extends VectorStoreError {
  readonly code = 'VECTOR_STORE_VERSION';
  constructor(location: string, actual: string, needed: string) {
    super(
      `The vector store at '${location}' is ${actual}, but ${needed} is needed. Upgrade the server, or use another one.`,
    );
    this.name = 'VectorStoreVersionError';
  }
}

/** The stored data can't be read. Nothing is lost: the vector store is derived and can be refilled without running a model. */
export class CollectionCorruptError extends VectorStoreError {
  readonly code = 'COLLECTION_CORRUPT';
  /** `remedy`: what to do, where it is something else than deleting the folder `location`. */
  constructor(
    collection: string,
    location: string,
    problem: string,
    { cause, remedy }: { readonly cause?: unknown; readonly remedy?: string } = {},
  ) {
    super(
      `Collection '${collection}' can't be read (${problem}). ${remedy ?? `Delete the folder '${location}' and refill the vector store.`}`,
      cause === undefined ? {} : { cause },
    );
    this.name = 'CollectionCorruptError';
  }
}

function firstLine(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return (text.split('\n')[0] ?? '').slice(0, 300);
}
