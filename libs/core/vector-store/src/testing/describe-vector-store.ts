import { describe } from 'vitest';
import { describeBadInput } from './bad-input-contract.ts';
import { describeCollections } from './collection-contract.ts';
import { useContractStore, type OpenedStore, type VectorStoreCapabilities } from './contract-context.ts';
import { describeFilters } from './filter-contract.ts';
import { describeRanking } from './ranking-contract.ts';
import { describeReopen } from './reopen-contract.ts';
import { describeSimilarity } from './similarity-contract.ts';
import { describeWrites } from './write-contract.ts';

/**
 * The contract of `VectorStore`, for Vitest. `openStore` gives a fresh, empty store for every test; it is closed afterwards.
 * Parts that a store can't keep are named with a reason in `capabilities` and show up as skipped.
 */
export function describeVectorStore(
  name: string,
  openStore: () => Promise<OpenedStore>,
  capabilities: VectorStoreCapabilities,
): void {
  describe(`${name} keeps the contract of VectorStore:`, () => {
    const context = useContractStore(openStore, capabilities);
    describeCollections(context);
    describeWrites(context);
    describeSimilarity(context);
    describeRanking(context);
    describeFilters(context);
    describeBadInput(context);
    describeReopen(context);
  });
}
