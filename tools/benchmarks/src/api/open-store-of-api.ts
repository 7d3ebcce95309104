import type { VectorStore } from '@kindred/vector-store';
import { EmbeddedVectorStore } from '@kindred/vector-store-embedded';
import { locateVectorStore, QdrantVectorStore } from '@kindred/vector-store-qdrant';

export interface StoreOfApi {
  /** The API's data folder. */
  readonly dataDir: string;
  /** The API's `VECTOR_STORE_URL`; the folder's embedded store where it is absent. */
  readonly storeUrl?: string;
}

/** The vector store that an API with these settings uses. */
export function openStoreOfApi({ dataDir, storeUrl: url }: StoreOfApi, readOnly = false): Promise<VectorStore> {
  const { qdrant, vectorStoreDir } = locateVectorStore({ dataDir, url });
  return qdrant === undefined
    ? EmbeddedVectorStore.open({ path: vectorStoreDir, readOnly })
    : QdrantVectorStore.open({ ...qdrant, readOnly });
}
