import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type {
  BlockStore,
  CatalogRepository,
  FusionProfileRepository,
  InteractionRepository,
  ItemRepository,
  ItemWriter,
  RunRepository,
} from '@kindred/catalog';
import type { LayoutRepository } from '@kindred/fusion';
import type { CliConfig } from '../config.ts';
import { NothingImportedError } from '../errors.ts';

/** A key without its secret. */
export interface ApiKeySummary {
  readonly prefix: string;
  readonly role: string;
  readonly catalog?: string;
  readonly name?: string;
  readonly createdAt: Date;
  readonly revokedAt?: Date;
}

export interface ApiKeyStore {
  create(grant: { role: string; catalog?: string; name?: string }): Promise<{ token: string; key: ApiKeySummary }>;
  list(): Promise<ApiKeySummary[]>;
  revoke(prefix: string): Promise<boolean>;
}

/** PostgreSQL behind the ports of the core. */
export interface OpenDatabase {
  readonly catalogs: CatalogRepository;
  readonly items: ItemRepository;
  readonly writer: ItemWriter;
  readonly blocks: BlockStore;
  readonly runs: RunRepository;
  readonly layouts: LayoutRepository;
  readonly interactions: InteractionRepository;
  readonly profiles: FusionProfileRepository;
  readonly apiKeys: ApiKeyStore;
  close(): Promise<void>;
}

/** Connects to `DATABASE_URL`, else to the PostgreSQL of the data folder, which is started where it doesn't run. */
export function openDatabase(_config: CliConfig): Promise<OpenDatabase> {
  throw new Error('not wired yet');
}

/** @throws NothingImportedError */
export async function openExistingDatabase(config: CliConfig): Promise<OpenDatabase> {
  if (!hasDatabase(config)) throw new NothingImportedError(config.dataDir);
  return openDatabase(config);
}

export function hasDatabase({ databaseUrl, dataDir }: CliConfig): boolean {
  return databaseUrl !== undefined || existsSync(join(dataDir, 'postgres', 'cluster'));
}
