import {
  locateVectorStore,
  problemsOfStoreUrl,
  readRememberedStoreUrl,
  rememberedStorePath,
  type VectorStoreLocation,
} from '@kindred/vector-store-qdrant';

/** Keys of the environment that say where vectors are, and how they are scanned. */
export const VECTOR_STORE_SETTINGS = ['VECTOR_STORE_URL', 'KINDRED_QDRANT_API_KEY', 'KINDRED_SCAN_THREADS'] as const;

type Environment = Readonly<Record<string, string | undefined>>;

export interface ConfiguredVectorStore extends VectorStoreLocation {
  /** For a server whose URL has no key. */
  readonly qdrantApiKey?: string;
  /** Whether a setting says where vectors are; else it is what a refill switched to, or the default. */
  readonly hasVectorStoreUrl: boolean;
  /** With which the embedded store scans; 0: one per processor. */
  readonly scanThreads: number;
}

const MAX_SCAN_THREADS = 64;

/** What is wrong with the settings, each with its key or file; empty where nothing is. @param dataDir absolute */
export function problemsOfVectorStoreSettings(env: Environment, dataDir: string): string[] {
  const { url, scanThreads } = given(env);
  const remembered = url === undefined ? readRememberedStoreUrl(dataDir) : undefined;
  const ofUrl = url === undefined ? [] : problemsOfStoreUrl(url).map((problem) => `VECTOR_STORE_URL: ${problem}`);
  const ofRemembered =
    remembered === undefined
      ? []
      : problemsOfStoreUrl(remembered).map((problem) => `the URL in ${rememberedStorePath(dataDir)} ${problem}`);
  const isCount = /^\d+$/.test(scanThreads) && Number(scanThreads) <= MAX_SCAN_THREADS;
  const range = `must be a whole number from 0 to ${String(MAX_SCAN_THREADS)}`;
  return [...ofUrl, ...ofRemembered, ...(isCount ? [] : [`KINDRED_SCAN_THREADS: ${range}`])];
}

/** Of an environment in which {@link problemsOfVectorStoreSettings} finds no problem. @param dataDir absolute */
export function readVectorStoreSettings(env: Environment, dataDir: string): ConfiguredVectorStore {
  const { url, apiKey, scanThreads } = given(env);
  return {
    ...locateVectorStore({ dataDir, url, apiKey }),
    ...(apiKey === undefined ? {} : { qdrantApiKey: apiKey }),
    hasVectorStoreUrl: url !== undefined,
    scanThreads: Number(scanThreads),
  };
}

/** An empty value counts as left out. */
function given(env: Environment) {
  const [url, apiKey, scanThreads = '0'] = VECTOR_STORE_SETTINGS.map((key) => env[key] || undefined);
  return { url, apiKey, scanThreads };
}
