import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HashImageEmbeddingModel, HashTextEmbeddingModel } from '@kindred/embedding-model/testing';
import { pino } from 'pino';
import { openApplication } from '../composition-root.ts';
import { loadConfig } from '../config.ts';
import { type RunningApi, startApi } from '../start-api.ts';
import { GraphqlClient } from './graphql-client.ts';
import { type SampleItem, sampleItems } from './sample-items.ts';

export interface TestApiOptions {
  /** `hash`: no models, at once; equal inputs have equal vectors. `bundled`: the encoders of the repository. Default `hash`. */
  readonly embeddings?: 'hash' | 'bundled';
  /** Items in the form of `ItemInput`, or how many of the sample; default none. */
  readonly items?: number | readonly Partial<SampleItem>[];
  /** Further settings, as environment variables. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly consoleFolder?: string;
}

export interface TestApi extends RunningApi {
  readonly client: GraphqlClient;
  /** The data folder; removed by `close` unless `KINDRED_DATA_DIR` was given. */
  readonly dataDir: string;
  readonly databaseUrl: string;
}

/** The whole server on any free port: PostgreSQL, vector store and all in a temporary folder, which `close` removes. */
export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const given = options.environment?.['KINDRED_DATA_DIR'];
  const dataDir = given ?? (await mkdtemp(join(tmpdir(), 'kindred-test-api-')));
  const removeFolder = () => (given === undefined ? rm(dataDir, { recursive: true, force: true }) : Promise.resolve());
  const config = loadConfig({
    PORT: '0',
    KINDRED_DATA_DIR: dataDir,
    KINDRED_RATE_LIMIT_PER_MINUTE: '0',
    ...options.environment,
  });
  const models =
    options.embeddings === 'bundled'
      ? {}
      : { models: { text: new HashTextEmbeddingModel(64), image: new HashImageEmbeddingModel(48) } };
  let databaseUrl = '';
  try {
    const api = await startApi(config, {
      logger: pino({ level: 'warn' }, pino.destination(2)),
      openApplication: async (settings, logger) => {
        const opened = await openApplication(settings, logger, models);
        databaseUrl = opened.databaseUrl;
        return opened;
      },
      ...(options.consoleFolder === undefined ? {} : { consoleFolder: options.consoleFolder }),
    });
    const client = new GraphqlClient(api.url);
    await upsert(client, typeof options.items === 'number' ? sampleItems(options.items) : (options.items ?? []));
    const close = async (): Promise<void> => {
      await api.close();
      await removeFolder();
    };
    return { ...api, client, dataDir, databaseUrl, close };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

async function upsert(client: GraphqlClient, items: readonly Partial<SampleItem>[]): Promise<void> {
  for (let start = 0; start < items.length; start += 100) {
    await client.data('mutation ($items: [ItemInput!]!) { upsertItems(items: $items) { __typename } }', {
      items: items.slice(start, start + 100),
    });
  }
}
