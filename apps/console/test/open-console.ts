import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createApiClient, type ApiClient } from './api-client.ts';
import { PHOTO_FOLDER, readSampleProducts } from './sample-products.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface ConsoleUnderTest extends ApiClient {
  readonly url: string;
  close(): Promise<void>;
}

interface RunningApi {
  readonly url: string;
  close(): Promise<void>;
}

export interface OpenConsoleOptions {
  /** Keys with their roles: with any, the API answers to no request without one. Default: none. */
  readonly apiKeys?: Readonly<Record<string, { readonly role: string; readonly author?: string }>>;
  /** Whether words can be compared with photos. Default false. */
  readonly comparesWords?: boolean;
  /** With which the test itself asks the API. */
  readonly apiKey?: string;
}

/** Builds the console as it ships and lets the API serve it, with the products of `@vendure/create` and their photos. */
export async function openConsole({
  apiKeys = {},
  apiKey,
  comparesWords = false,
}: OpenConsoleOptions = {}): Promise<ConsoleUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'kindred-console-'));
  const consoleFolder = join(folder, 'console');
  await buildConsole(consoleFolder);
  const api = await startApiWith({ consoleFolder, dataDir: join(folder, 'data'), apiKeys, comparesWords });
  const items = readSampleProducts();
  const client = createApiClient(api.url, items, apiKey);
  await client.importItems(items);
  const close = async (): Promise<void> => {
    await api.close();
    await rm(folder, { recursive: true });
  };
  return { url: api.url, ...client, close };
}

interface StartOptions {
  readonly consoleFolder: string;
  readonly dataDir: string;
  readonly apiKeys: object;
  readonly comparesWords: boolean;
}

/** The API itself on ports in memory. Loaded at run time: its decorators need other compiler options than a browser's code. */
async function startApiWith({ consoleFolder, dataDir, apiKeys, comparesWords }: StartOptions): Promise<RunningApi> {
  const load = (path: string) =>
    import(new URL(`../../api/src/${path}`, import.meta.url).href) as Promise<
      Record<string, (...args: unknown[]) => unknown>
    >;
  const { startApi } = await load('start-api.ts');
  const { loadConfig } = await load('config.ts');
  const { inMemoryApplication } = await load('testing/in-memory/open-in-memory-application.ts');
  const environment = {
    PORT: '0',
    KINDRED_DATA_DIR: dataDir,
    KINDRED_IMAGE_DIRS: fileURLToPath(PHOTO_FOLDER),
    KINDRED_LOG_LEVEL: 'error',
  };
  return (await startApi?.(loadConfig?.(environment), {
    openApplication: inMemoryApplication?.({ apiKeys, ...(comparesWords ? { replace: await pairOfTowers() } : {}) }),
    consoleFolder,
  })) as RunningApi;
}

/** Photos are encoded by a test double with a text tower, which knows the names of colours. */
async function pairOfTowers(): Promise<() => object> {
  const load = (path: string) =>
    import(new URL(`../../../libs/core/embedding-model/src/${path}`, import.meta.url).href) as Promise<
      Record<string, unknown>
    >;
  const { ColourPairImageModel, HashTextEmbeddingModel } = (await load('testing/index.ts')) as Record<
    string,
    new (size: number) => object
  >;
  const { fixedEncoders } = (await load('index.ts')) as { fixedEncoders(models: object): object };
  return () => fixedEncoders({ image: new ColourPairImageModel!(48), text: new HashTextEmbeddingModel!(64) });
}

/** In a process of its own: a test runner's `NODE_ENV` would put React's slow development build into the bundle. */
async function buildConsole(outDir: string): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', outDir], { cwd: ROOT, env, timeout: 90_000 });
}
