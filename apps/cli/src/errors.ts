/** A command could not do its work; the message is one sentence or two for people. */
export abstract class CliError extends Error {
  abstract readonly code: string;
}

/** A command was called in a way that can't work; the message says how it should be called. Exit code 2. */
export class UsageError extends CliError {
  readonly code = 'USAGE';
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** A setting in the environment is wrong. Exit code 2. */
export class ConfigInvalidError extends CliError {
  readonly code = 'CONFIG_INVALID';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The settings are invalid: ${problems.join('; ')}.`);
    this.name = 'ConfigInvalidError';
    this.problems = problems;
  }
}

/** Ctrl-C or SIGTERM before the command was done. */
export class InterruptedError extends CliError {
  readonly code = 'INTERRUPTED';
  constructor() {
    super('Stopped before it was done.');
    this.name = 'InterruptedError';
  }
}

/** A command that only reads was given a data folder in which nothing was made yet. */
export class NothingImportedError extends CliError {
  readonly code = 'NOTHING_IMPORTED';
  constructor(dataDir: string) {
    super(
      `There is no database in '${dataDir}' yet. Import a catalogue first (kindred import <file>), or run: npm run demo`,
    );
    this.name = 'NothingImportedError';
  }
}

export class FileWriteError extends CliError {
  readonly code = 'FILE_NOT_WRITABLE';
  constructor(path: string, cause: unknown) {
    super(`Can't write '${path}': ${cause instanceof Error ? cause.message : String(cause)}. Name another file.`, {
      cause,
    });
    this.name = 'FileWriteError';
  }
}

export class GoldenQueriesBrokenError extends CliError {
  readonly code = 'GOLDEN_QUERIES_BROKEN';
  readonly names: readonly string[];
  constructor(catalog: string, names: readonly string[]) {
    super(
      `Golden queries of catalog '${catalog}' pass now and would fail: ${names.join(', ')}. Nothing was switched. ` +
        '--allow-broken switches all the same.',
    );
    this.name = 'GoldenQueriesBrokenError';
    this.names = names;
  }
}

export class GoldensFileError extends CliError {
  readonly code = 'GOLDENS_FILE';
  constructor(path: string, problems: readonly string[]) {
    super(`The goldens '${path}' can't be used: ${problems.join('; ')}. Make them again with tools/export-encoder.`);
    this.name = 'GoldensFileError';
  }
}

export class RunNotFoundError extends CliError {
  readonly code = 'RUN_NOT_FOUND';
  constructor(wanted: string, matches: number) {
    const what = matches === 0 ? 'No run begins with' : `${String(matches)} runs begin with`;
    super(`${what} '${wanted}'. kindred runs list shows them.`);
    this.name = 'RunNotFoundError';
  }
}

export class JobNotFoundError extends CliError {
  readonly code = 'JOB_NOT_FOUND';
  constructor(wanted: string, matches: number) {
    const what = matches === 0 ? 'No job that was given up begins' : `${String(matches)} jobs that were given up begin`;
    super(`${what} with '${wanted}'. kindred jobs list shows them.`);
    this.name = 'JobNotFoundError';
  }
}

export class ClipNotReadableError extends CliError {
  readonly code = 'FILE_NOT_READABLE';
  constructor(path: string, cause: unknown) {
    super(`Can't read the clip '${path}': ${cause instanceof Error ? cause.message : String(cause)}. Check the path.`, {
      cause,
    });
    this.name = 'ClipNotReadableError';
  }
}

export class PhotoNotReadableError extends CliError {
  readonly code = 'FILE_NOT_READABLE';
  constructor(path: string, cause: unknown) {
    super(
      `Can't read the photo '${path}': ${cause instanceof Error ? cause.message : String(cause)}. Check the path.`,
      {
        cause,
      },
    );
    this.name = 'PhotoNotReadableError';
  }
}
