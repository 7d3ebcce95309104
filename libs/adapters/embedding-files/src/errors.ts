/** A file of embeddings could not be written; `code` says what a caller can act upon. */
export abstract class EmbeddingFileError extends Error {
  abstract readonly code: string;
  readonly path: string;
  constructor(path: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.path = path;
  }
}

export class EmbeddingFileExistsError extends EmbeddingFileError {
  readonly code = 'FILE_EXISTS';
  constructor(path: string) {
    super(path, `'${path}' is there already. Name another file, or allow it to be replaced (--force).`);
    this.name = 'EmbeddingFileExistsError';
  }
}

export class EmbeddingFileNotWritableError extends EmbeddingFileError {
  readonly code = 'FILE_NOT_WRITABLE';
  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause);
    super(path, `Can't write '${path}': ${reason}. Check the folder, its permissions and the space left.`, { cause });
    this.name = 'EmbeddingFileNotWritableError';
  }
}

export class EmbeddingRowError extends EmbeddingFileError {
  readonly code = 'INVALID_EMBEDDING_ROW';
  constructor(path: string, itemId: string, problem: string) {
    super(path, `The embedding of item '${itemId}' for '${path}' ${problem}.`);
    this.name = 'EmbeddingRowError';
  }
}
