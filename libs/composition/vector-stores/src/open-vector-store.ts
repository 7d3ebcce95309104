import type { VectorStore } from '@kindred/vector-store';
import type { WarmUpProgress } from '@kindred/vector-store-embedded';
import type { VectorStoreLocation } from '@kindred/vector-store-qdrant';

export interface OpenVectorStoreOptions {
  /** Whether nothing is written, and nothing made where there is none; default false. */
  readonly readOnly?: boolean;
  /** Told how far the embedded store has come in reading vectors into memory. */
  readonly onWarmUp?: (progress: WarmUpProgress) => void;
  /** Told of what the embedded store got over by itself. */
  readonly onWarning?: (message: string, error: unknown) => void;
}

/** The store that the settings mean; the code of the other one is not loaded. @throws VectorStoreError */
export async function openVectorStore(
  { qdrant, vectorStoreDir, scanThreads = 0 }: VectorStoreLocation & { readonly scanThreads?: number },
  { readOnly = false, onWarmUp, onWarning }: OpenVectorStoreOptions = {},
): Promise<VectorStore> {
  if (qdrant !== undefined) {
    const { QdrantVectorStore } = await import('@kindred/vector-store-qdrant');
    return QdrantVectorStore.open({ ...qdrant, readOnly });
  }
  const { EmbeddedVectorStore } = await import('@kindred/vector-store-embedded');
  return EmbeddedVectorStore.open({
    path: vectorStoreDir,
    readOnly,
    scan: scanThreads === 0 ? {} : { threads: scanThreads },
    ...(onWarmUp === undefined ? {} : { onWarmUp }),
    ...(onWarning === undefined ? {} : { settings: { onWarning } }),
  });
}
