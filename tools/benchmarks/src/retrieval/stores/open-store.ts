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

/** Opens the store as the API does. */
export async function openStore(location: StoreLocation): Promise<VectorStore> {
  switch (location.name) {
    case 'embedded':
      return EmbeddedVectorStore.open({ path: location.path });
    case 'in-memory':
      return new InMemoryVectorStore();
    case 'qdrant':
      throw new Error('There is no Qdrant adapter yet.');
  }
}

/** Whether another process can open what one has filled. */
export function isShared({ name }: StoreLocation): boolean {
  return name !== 'in-memory';
}
