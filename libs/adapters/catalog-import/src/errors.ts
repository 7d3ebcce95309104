/** A file as a whole can't be imported; a row that can't is a failure in the stream, never an error. */
export abstract class CatalogImportError extends Error {
  abstract readonly code: string;
  readonly path: string;
  constructor(path: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.path = path;
  }
}

export class FileNotReadableError extends CatalogImportError {
  readonly code = 'FILE_NOT_READABLE';
  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(path, `Can't read '${path}': ${reason}. Check the path and its permissions.`, options);
    this.name = 'FileNotReadableError';
  }
}

export class EmptyFileError extends CatalogImportError {
  readonly code = 'EMPTY_FILE';
  constructor(path: string, what: string) {
    super(path, `'${path}' has ${what}. The first line must name the columns, and at least one row must follow.`);
    this.name = 'EmptyFileError';
  }
}

export class UnsupportedFormatError extends CatalogImportError {
  readonly code = 'UNSUPPORTED_FORMAT';
  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(path, `'${path}' ${reason}.`, options);
    this.name = 'UnsupportedFormatError';
  }
}

export class MissingColumnsError extends CatalogImportError {
  readonly code = 'MISSING_COLUMNS';
  readonly missing: readonly string[];
  readonly columns: readonly string[];
  constructor(path: string, missing: readonly string[], columns: readonly string[]) {
    const found = columns.slice(0, 40).map((name) => `'${name}'`);
    if (columns.length > found.length) found.push(`and ${String(columns.length - found.length)} more`);
    super(
      path,
      `'${path}' has no column for ${missing.join(' and ')}. Columns found: ${found.join(', ')}. ` +
        `Rename one, or map it: { ${missing.map((field) => `'<column>': '${field}'`).join(', ')} }.`,
    );
    this.name = 'MissingColumnsError';
    this.missing = missing;
    this.columns = columns;
  }
}

export class InvalidMappingError extends CatalogImportError {
  readonly code = 'INVALID_MAPPING';
  constructor(path: string, problem: string) {
    super(path, `The mapping for '${path}' is invalid: ${problem}.`);
    this.name = 'InvalidMappingError';
  }
}

export class ImportTimeoutError extends CatalogImportError {
  readonly code = 'IMPORT_TIMEOUT';
  constructor(path: string, what: string, timeoutMs: number) {
    super(path, `${what} of '${path}' took more than ${String(timeoutMs)} ms. Raise 'timeoutMs', or split the file.`);
    this.name = 'ImportTimeoutError';
  }
}
