import { describeQdrantUrl, type VectorStoreLocation } from '@kindred/vector-store-qdrant';

/** Where it is, for people; without a key. */
export function describeVectorStore({ qdrant, vectorStoreDir }: VectorStoreLocation): string {
  return qdrant === undefined ? vectorStoreDir : describeQdrantUrl(qdrant);
}
