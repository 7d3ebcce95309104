import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadConfig } from '../config.ts';
import { type RunningApi, startApi } from '../start-api.ts';
import { GraphqlClient } from './graphql-client.ts';
import { type InMemoryOptions, inMemoryApplication } from './in-memory/open-in-memory-application.ts';

export interface InMemoryApi extends RunningApi {
  readonly client: GraphqlClient;
  /** What was logged, one JSON object per line. */
  readonly log: readonly string[];
}

/** A server on any free port, with its own temporary folder; `close` removes it. */
export async function startInMemoryApi(
  options: InMemoryOptions & {
    readonly environment?: Readonly<Record<string, string>>;
    readonly consoleFolder?: string;
  } = {},
): Promise<InMemoryApi> {
  const folder = await mkdtemp(join(tmpdir(), 'kindred-api-'));
  const log: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(line) });
  const config = loadConfig({ PORT: '0', KINDRED_DATA_DIR: folder, ...options.environment });
  const api = await startApi(config, { ...options, logger, openApplication: inMemoryApplication(options) });
  return {
    ...api,
    client: new GraphqlClient(api.url),
    log,
    close: async () => {
      await api.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
