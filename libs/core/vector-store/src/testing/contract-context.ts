import { afterEach, beforeEach, it } from 'vitest';
import type { CollectionSpec, VectorStore } from '../vector-store.ts';

/** A store made for one test. */
export interface OpenedStore {
  readonly store: VectorStore;
  /** Opens again what `store`, which is closed by then, has kept. Needed where the capability `reopen` is given. */
  reopen?(): Promise<VectorStore>;
  /** Removes what the test left behind; called after all stores are closed. */
  dispose?(): Promise<void>;
}

/** A part of the contract: kept, or not kept for a reason that is printed beside the skipped tests. */
export type Capability = true | { readonly missing: string };

export interface VectorStoreCapabilities {
  /** Points outlive the process. */
  readonly reopen: Capability;
  /** Largest difference of scores and similarities from exact arithmetic, 0 to 1e-5. Default 1e-6. */
  readonly tolerance?: number;
  /** Number of runs of each property. Default 50. */
  readonly propertyRuns?: number;
}

/** What the parts of the suite share: one fresh store per test. */
export interface ContractContext {
  readonly store: () => VectorStore;
  /** Closes the store and opens it again; `store` returns the new one from then on. */
  readonly reopen: () => Promise<void>;
  readonly tolerance: number;
  readonly propertyRuns: number;
  readonly capabilities: VectorStoreCapabilities;
}

/** Three small blocks: enough for every rule of the contract. */
export const SMALL_SPEC: CollectionSpec = {
  name: 'contract_small',
  blocks: [
    { modality: 'image', dimension: 4 },
    { modality: 'text', dimension: 3 },
    { modality: 'brand', dimension: 2 },
  ],
};

export function useContractStore(
  openStore: () => Promise<OpenedStore>,
  capabilities: VectorStoreCapabilities,
): ContractContext {
  let opened: OpenedStore;
  let store: VectorStore;
  beforeEach(async () => {
    opened = await openStore();
    store = opened.store;
  });
  afterEach(async () => {
    await store.close();
    await opened.dispose?.();
  });
  return {
    store: () => store,
    reopen: async () => {
      if (opened.reopen === undefined) throw new Error('The capability reopen needs OpenedStore.reopen.');
      await store.close();
      store = await opened.reopen();
    },
    tolerance: capabilities.tolerance ?? 1e-6,
    propertyRuns: capabilities.propertyRuns ?? 50,
    capabilities,
  };
}

/** A test that is skipped, with the reason in its title, where the store lacks the capability. */
export function itNeeds(capability: Capability, title: string, run: () => Promise<void>): void {
  if (capability === true) it(title, run);
  else it.skip(`${title} (skipped: ${capability.missing})`, run);
}
