import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isQdrantUrl, parseQdrantUrl } from './parse-qdrant-url.ts';
import type { QdrantSettings } from './qdrant-settings.ts';

const LANCEDB = 'lancedb://';

/** Which vector store the settings mean. */
export interface VectorStoreLocation {
  /** Absolute folder of the embedded store, which is used where there is no `qdrant`. */
  readonly vectorStoreDir: string;
  readonly qdrant?: QdrantSettings;
}

export interface VectorStoreSettings {
  /** Absolute. */
  readonly dataDir: string;
  /** `VECTOR_STORE_URL`. */
  readonly url?: string | undefined;
  /** `KINDRED_QDRANT_API_KEY`, for a URL without a key. */
  readonly apiKey?: string | undefined;
}

/** What is wrong with a store's URL, as ends of a sentence that begins with the setting's name; empty if nothing is. */
export function problemsOfStoreUrl(url: string): readonly string[] {
  if (url.startsWith(LANCEDB)) return [];
  if (!isQdrantUrl(url)) return ['must begin with lancedb://, qdrant:// or qdrants://'];
  const parsed = parseQdrantUrl(url);
  return 'problems' in parsed ? parsed.problems : [];
}

/** By the URL, else by what {@link rememberStoreUrl} wrote, else the folder `vectors`. The URL has no problems. */
export function locateVectorStore({ dataDir, url, apiKey }: VectorStoreSettings): VectorStoreLocation {
  const chosen = url ?? readRememberedStoreUrl(dataDir);
  const vectorStoreDir = chosen?.startsWith(LANCEDB)
    ? resolve(chosen.slice(LANCEDB.length))
    : resolve(dataDir, 'vectors');
  const parsed = chosen !== undefined && isQdrantUrl(chosen) ? parseQdrantUrl(chosen) : undefined;
  if (parsed === undefined || !('settings' in parsed)) return { vectorStoreDir };
  return { vectorStoreDir, qdrant: { ...(apiKey === undefined ? {} : { apiKey }), ...parsed.settings } };
}

/** The file that says which store a refill switched to; the setting `VECTOR_STORE_URL` goes before it. */
export function rememberedStorePath(dataDir: string): string {
  return join(dataDir, 'vector-store.url');
}

/** Undefined where nothing was switched yet. */
export function readRememberedStoreUrl(dataDir: string): string | undefined {
  try {
    return readFileSync(rememberedStorePath(dataDir), 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw error;
  }
}

/** Whole or not at all; readable by its owner only, since it may hold a key. */
export async function rememberStoreUrl(dataDir: string, url: string): Promise<void> {
  const path = rememberedStorePath(dataDir);
  await mkdir(dataDir, { recursive: true });
  await writeFile(`${path}.new`, `${url}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
