export abstract class SampleCatalogError extends Error {
  abstract readonly code: string;
}

export class SourceNotFoundError extends SampleCatalogError {
  readonly code = 'SOURCE_NOT_FOUND';
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `The sample catalogue is made of the package '@vendure/create' 2.3.4, but ${reason}. Run 'npm ci' with development dependencies.`,
      options,
    );
    this.name = 'SourceNotFoundError';
  }
}

export class FolderNotOursError extends SampleCatalogError {
  readonly code = 'FOLDER_NOT_OURS';
  constructor(folder: string) {
    super(
      `'${folder}' has files that are not a sample catalogue; they would be replaced. Name an empty or a new folder.`,
    );
    this.name = 'FolderNotOursError';
  }
}

export class InvalidOptionError extends SampleCatalogError {
  readonly code = 'INVALID_OPTION';
  constructor(option: string, expected: string, actual: unknown) {
    super(`'${option}' must be ${expected}, it is ${JSON.stringify(actual) ?? String(actual)}.`);
    this.name = 'InvalidOptionError';
  }
}
