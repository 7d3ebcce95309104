/** Something about the database went wrong; `code` says what a caller can act upon. */
export abstract class DatabaseError extends Error {
  abstract readonly code: string;
}

/** The server can't be reached, refused the login, is shutting down, or answers too slowly. */
export class DatabaseUnavailableError extends DatabaseError {
  readonly code = 'DATABASE_UNAVAILABLE';
  constructor(reason: string, options?: ErrorOptions) {
    super(`The database is unavailable: ${reason}. Check DATABASE_URL and whether PostgreSQL runs.`, options);
    this.name = 'DatabaseUnavailableError';
  }
}

/** A statement ran longer than its time limit and was cancelled; nothing of it was kept. */
export class DatabaseTimeoutError extends DatabaseError {
  readonly code = 'DATABASE_TIMEOUT';
  constructor(reason: string, options?: ErrorOptions) {
    super(`The database took too long: ${reason}. Try again, or ask for less at once.`, options);
    this.name = 'DatabaseTimeoutError';
  }
}

/** The schema is not the one that this version needs. */
export class DatabaseNotMigratedError extends DatabaseError {
  readonly code = 'DATABASE_NOT_MIGRATED';
  constructor(reason: string, options?: ErrorOptions) {
    super(`The database lacks a table or column: ${reason}. Apply the migrations first.`, options);
    this.name = 'DatabaseNotMigratedError';
  }
}

/** A rule of the schema refused the write: a check, a foreign key, a trigger. Nothing of it was kept. */
export class DatabaseConstraintError extends DatabaseError {
  readonly code = 'DATABASE_CONSTRAINT';
  readonly constraint: string | undefined;
  constructor(reason: string, constraint: string | undefined, options?: ErrorOptions) {
    super(`The database refused the write: ${reason}.`, options);
    this.name = 'DatabaseConstraintError';
    this.constraint = constraint;
  }
}

export class MigrationChecksumError extends DatabaseError {
  readonly code = 'MIGRATION_CHECKSUM';
  readonly migration: string;
  constructor(migration: string, expected: string, actual: string) {
    super(
      `Migration '${migration}' was applied with checksum ${expected.slice(0, 12)}…, its file now has ${actual.slice(0, 12)}…. ` +
        'Restore the file and put the change into a new migration.',
    );
    this.name = 'MigrationChecksumError';
    this.migration = migration;
  }
}

export class UnknownMigrationError extends DatabaseError {
  readonly code = 'UNKNOWN_MIGRATION';
  readonly migration: string;
  constructor(migration: string) {
    super(
      `The database has migration '${migration}', which this version does not know. It was migrated by a newer version: use that one.`,
    );
    this.name = 'UnknownMigrationError';
    this.migration = migration;
  }
}

export class MigrationFailedError extends DatabaseError {
  readonly code = 'MIGRATION_FAILED';
  readonly migration: string;
  constructor(migration: string, reason: string, options?: ErrorOptions) {
    super(`Migration '${migration}' was not applied: ${reason}.`, options);
    this.name = 'MigrationFailedError';
    this.migration = migration;
  }
}

/** PostgreSQL's programs are missing or can't be run on this machine. */
export class EmbeddedPostgresUnsupportedError extends DatabaseError {
  readonly code = 'EMBEDDED_POSTGRES_UNSUPPORTED';
  constructor(reason: string, options?: ErrorOptions) {
    super(`The embedded PostgreSQL can't run here: ${reason}. Or set DATABASE_URL to a PostgreSQL of yours.`, options);
    this.name = 'EmbeddedPostgresUnsupportedError';
  }
}

export class EmbeddedPostgresStartError extends DatabaseError {
  readonly code = 'EMBEDDED_POSTGRES_START';
  constructor(reason: string, options?: ErrorOptions) {
    super(`The embedded PostgreSQL did not start: ${reason}`, options);
    this.name = 'EmbeddedPostgresStartError';
  }
}

/** Another process runs PostgreSQL on that folder; `connectOrStartEmbeddedPostgres` would share it. */
export class DataDirInUseError extends DatabaseError {
  readonly code = 'DATA_DIR_IN_USE';
  readonly dataDir: string;
  /** Process id of the PostgreSQL that runs there. */
  readonly postmasterPid: number;
  constructor(dataDir: string, postmasterPid: number, owner: string) {
    super(
      `PostgreSQL (process ${String(postmasterPid)}) already runs on '${dataDir}', started by ${owner}. ` +
        'Stop that one, or choose another KINDRED_DATA_DIR.',
    );
    this.name = 'DataDirInUseError';
    this.dataDir = dataDir;
    this.postmasterPid = postmasterPid;
  }
}

export class PortInUseError extends DatabaseError {
  readonly code = 'PORT_IN_USE';
  readonly port: number;
  constructor(port: number, options?: ErrorOptions) {
    super(
      `Port ${String(port)} of 127.0.0.1 is taken. Choose another port for the embedded PostgreSQL, or 0 for any.`,
      options,
    );
    this.name = 'PortInUseError';
    this.port = port;
  }
}
