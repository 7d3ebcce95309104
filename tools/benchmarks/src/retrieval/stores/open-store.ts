import { InMemoryVectorStore, type VectorStore } from '@kindred/vector-store';
import { EmbeddedVectorStore } from '@kindred/vector-store-embedded';
import { parseQdrantUrl, QdrantVectorStore } from '@kindred/vector-store-qdrant';

/** Which store is measured, and where it is. */
export interface StoreLocation {
  readonly name: StoreName;
  /** Folder of an embedded store. */
  readonly path: string;
  /** `qdrant://host:port`, from `VECTOR_STORE_URL`. */
  readonly url?: string;
  /** Points that it will hold. */
  readonly items: number;
}

export const STORE_NAMES = ['embedded', 'qdrant', 'in-memory'] as const;
export type StoreName = (typeof STORE_NAMES)[number];

/** Opens the store as the API does; `threads` only where a test of one core wants it. */
export async function openStore(location: StoreLocation, { threads }: { threads?: number } = {}): Promise<VectorStore> {
  switch (location.name) {
    case 'embedded':
      return EmbeddedVectorStore.open({ path: location.path, ...(threads === undefined ? {} : { scan: { threads } }) });
    case 'in-memory':
      return new InMemoryVectorStore();
    case 'qdrant':
      return openQdrant(location);
  }
}

function openQdrant({ url = 'qdrant://localhost:6333', items }: StoreLocation): Promise<VectorStore> {
  const parsed = parseQdrantUrl(url);
  if ('problems' in parsed) throw new Error(`VECTOR_STORE_URL ${parsed.problems.join('; ')}.`);
  return QdrantVectorStore.open({ ...parsed.settings, expectedItems: items });
}

/** Whether another process, or this one later, can open what was filled. */
export function isShared({ name }: StoreLocation): boolean {
  return name !== 'in-memory';
}

/** Whether the store searches in this process, so that its threads can be chosen and its memory be measured. */
export function isInProcess({ name }: StoreLocation): boolean {
  return name === 'embedded';
}
