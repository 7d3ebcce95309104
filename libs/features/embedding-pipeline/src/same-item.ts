import { isDeepStrictEqual } from 'node:util';
import type { Item, ItemBlockReference } from '@kindred/catalog';

/** Whether a write would change nothing but `updatedAt`. */
export function isSameItem(left: Item, right: Item): boolean {
  return isDeepStrictEqual({ ...left, updatedAt: undefined }, { ...right, updatedAt: undefined });
}

/** Whether both lists refer to the same blocks, whatever the order of modalities; the order of photos counts. */
export function areSameReferences(left: readonly ItemBlockReference[], right: readonly ItemBlockReference[]): boolean {
  return isDeepStrictEqual(left.map(referenceKey).sort(), right.map(referenceKey).sort());
}

function referenceKey({ modality, encoderId, inputHashes }: ItemBlockReference): string {
  return JSON.stringify([modality, encoderId, inputHashes]);
}
