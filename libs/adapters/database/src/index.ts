export * from './embedded/connect-or-start-embedded-postgres.ts';
export { startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts';
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded/start-embedded-postgres.ts';
export type { PostgresExit } from './embedded/launch-postmaster.ts';
export * from './errors.ts';
export { migrate, type MigrateOptions } from './migrations/migrate.ts';
export * from './open-database.ts';
export * from './repositories/errors.ts';
export type {
  ApiKeyGrant,
  ApiKeyRecord,
  ApiKeyRequest,
  PostgresApiKeyRepository,
} from './repositories/postgres-api-key-repository.ts';
