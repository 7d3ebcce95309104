import type { TransferTarget } from '@kindred/embedding-pipeline';
import type { CollectionSpec, VectorStore } from '@kindred/vector-store';
import type { VectorStoreLocation } from '@kindred/vector-store-qdrant';
import { describeVectorStore } from '../composition/describe-vector-store.ts';

/** A collection that is being filled; searches of others don't see it yet. */
export interface RefilledCollection {
  readonly store: TransferTarget & Pick<VectorStore, 'search' | 'fetch'>;
  /** After it was filled: lets the store finish what it builds. Returns the plan that searches will take, where it has several. */
  settle(): Promise<{ readonly name: string; readonly recall: number } | undefined>;
  /** Makes it the one that searches see. */
  publish(): Promise<void>;
  discard(): Promise<void>;
}

/** A store that catalogs are moved to. */
export interface RefillTarget {
  /** For people; without a key. */
  readonly place: string;
  begin(spec: CollectionSpec): Promise<RefilledCollection>;
  close(): Promise<void>;
}

const SETTLE_TIMEOUT_MS = 3_600_000;

/** `expectedItems`: of the largest catalog. @throws VectorStoreError */
export function openRefillTarget(location: VectorStoreLocation, expectedItems: number): Promise<RefillTarget> {
  return location.qdrant === undefined ? openEmbedded(location) : openQdrant(location.qdrant, expectedItems);
}

/** Filled beside what is there, if anything, and switched in one step on the server. */
async function openQdrant(
  settings: NonNullable<VectorStoreLocation['qdrant']>,
  expectedItems: number,
): Promise<RefillTarget> {
  const { QdrantVectorStore } = await import('@kindred/vector-store-qdrant');
  const expected = Math.max(settings.expectedItems, expectedItems);
  const store = await QdrantVectorStore.open({ ...settings, expectedItems: expected });
  return {
    place: store.location,
    begin: async (spec) => {
      const staged = await store.stage(spec);
      return {
        store: staged.store,
        settle: async () => {
          const sample = await staged.settle(SETTLE_TIMEOUT_MS);
          return sample === undefined ? undefined : { name: sample.plan, recall: sample.recall };
        },
        publish: () => staged.switch(),
        discard: () => staged.discard(),
      };
    },
    close: () => store.close(),
  };
}

/** Filled in place: it is not in use. */
async function openEmbedded(location: VectorStoreLocation): Promise<RefillTarget> {
  const { EmbeddedVectorStore } = await import('@kindred/vector-store-embedded');
  const store = await EmbeddedVectorStore.open({ path: location.vectorStoreDir });
  return {
    place: describeVectorStore(location),
    begin: async (spec) => {
      await store.dropCollection(spec.name);
      await store.ensureCollection(spec);
      return {
        store,
        settle: () => Promise.resolve(undefined),
        publish: () => Promise.resolve(),
        discard: () => store.dropCollection(spec.name),
      };
    },
    close: () => store.close(),
  };
}
