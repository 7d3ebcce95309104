import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { preview } from 'vite';
import { startFixtureApi } from '../dev/fixture-api.ts';
import { createApiClient, type ApiClient } from './api-client.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface ConsoleUnderTest extends ApiClient {
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the console as it ships and serves it beside an API; one that runs already where `KINDRED_API_URL` names it. */
export async function openConsole(): Promise<ConsoleUnderTest> {
  const outDir = await mkdtemp(join(tmpdir(), 'kindred-console-'));
  await buildConsole(outDir);
  const api = process.env['KINDRED_API_URL'] ?? (await startFixtureApi({ port: 0, itemCount: 54 }));
  const server = await preview({
    root: ROOT,
    logLevel: 'warn',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1', proxy: { '/graphql': api, '/images': api, '/photos': api } },
  });
  const url = server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '';
  const close = async (): Promise<void> => {
    await server.close();
    await rm(outDir, { recursive: true });
  };
  return { url, ...createApiClient(url), close };
}

/** In a process of its own: a test runner's `NODE_ENV` would put React's slow development build into the bundle. */
async function buildConsole(outDir: string): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', outDir], { cwd: ROOT, env, timeout: 90_000 });
}
