import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { startFixtureApi } from '../dev/fixture-api.ts';
import { createApiClient, type ApiClient } from './api-client.ts';

export interface ConsoleUnderTest extends ApiClient {
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the console and serves it beside an API. */
export async function openConsole(): Promise<ConsoleUnderTest> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  await build({ root, logLevel: 'warn', build: { outDir: 'dist' } });
  const api = await startFixtureApi({ port: 0, itemCount: 54 });
  const server = await preview({
    root,
    logLevel: 'warn',
    preview: { port: 0, host: '127.0.0.1', proxy: { '/graphql': api, '/images': api } },
  });
  const url = server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '';
  return { url, ...createApiClient(url), close: () => server.close() };
}
