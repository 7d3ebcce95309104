import type { VectorStore } from '@kindred/vector-store';
import { describeQdrantUrl, type VectorStoreLocation } from '@kindred/vector-store-qdrant';

/** The store that the settings mean; the code of the other one is not loaded. @throws VectorStoreError */
export async function openVectorStore(
  { qdrant, vectorStoreDir }: VectorStoreLocation,
  { readOnly = false }: { readonly readOnly?: boolean } = {},
): Promise<VectorStore> {
  if (qdrant !== undefined) {
    const { QdrantVectorStore } = await import('@kindred/vector-store-qdrant');
    return QdrantVectorStore.open({ ...qdrant, readOnly });
  }
  const { EmbeddedVectorStore } = await import('@kindred/vector-store-embedded');
  return EmbeddedVectorStore.open({ path: vectorStoreDir, readOnly });
}

/** Where it is, for people; without a key. */
export function describeVectorStore({ qdrant, vectorStoreDir }: VectorStoreLocation): string {
  return qdrant === undefined ? vectorStoreDir : describeQdrantUrl(qdrant);
}
