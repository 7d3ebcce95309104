import { InMemoryVectorStore, type VectorStore } from '@kindred/vector-store';
import { EmbeddedVectorStore } from '@kindred/vector-store-embedded';

/** Which store is measured, and where it is. */
export interface StoreLocation {
  readonly name: StoreName;
  /** Folder of an embedded store. */
  readonly path: string;
  /** `qdrant://host:port`, from `VECTOR_STORE_URL`. */
  readonly url?: string;
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
      throw new Error('There is no Qdrant adapter yet.');
  }
}

/** Whether another process, or this one later, can open what was filled. */
export function isShared({ name }: StoreLocation): boolean {
  return name !== 'in-memory';
}

/** Whether the number of threads that search can be chosen. */
export function canRunOnOneCore({ name }: StoreLocation): boolean {
  return name === 'embedded';
}
