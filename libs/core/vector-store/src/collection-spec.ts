import { CollectionSpecMismatchError, InvalidCollectionSpecError } from './errors.ts';
import { hasLoneSurrogate } from './has-lone-surrogate.ts';
import type { BlockSpec, CollectionSpec } from './vector-store.ts';

/** Sum of the block dimensions. */
export function vectorDimension(spec: Pick<CollectionSpec, 'blocks'>): number {
  return spec.blocks.reduce((sum, block) => sum + block.dimension, 0);
}

/** Name without blanks at its ends and at most 200 characters, at least one block, modalities distinct, dimensions ≥ 1. @throws InvalidCollectionSpecError */
export function validateCollectionSpec(spec: CollectionSpec): void {
  if (
    spec.name.trim() === '' ||
    spec.name !== spec.name.trim() ||
    spec.name.length > 200 ||
    hasLoneSurrogate(spec.name)
  )
    throw new InvalidCollectionSpecError(
      `the name '${spec.name.slice(0, 40)}' must have 1 to 200 characters and no blanks at its ends`,
    );
  if (spec.blocks.length === 0) throw new InvalidCollectionSpecError(`'${spec.name}' has no blocks`);
  const seen = new Set<string>();
  for (const { modality, dimension } of spec.blocks) {
    if (modality === '' || seen.has(modality))
      throw new InvalidCollectionSpecError(`'${spec.name}' has the modality '${modality}' empty or twice`);
    if (!Number.isSafeInteger(dimension) || dimension < 1)
      throw new InvalidCollectionSpecError(`block '${modality}' of '${spec.name}' has dimension ${String(dimension)}`);
    seen.add(modality);
  }
}

/** @throws CollectionSpecMismatchError unless both have the same blocks in the same order */
export function assertSameBlocks(stored: CollectionSpec, asked: CollectionSpec): void {
  const [left, right] = [describeBlocks(stored.blocks), describeBlocks(asked.blocks)];
  if (left !== right) throw new CollectionSpecMismatchError(asked.name, left, right);
}

function describeBlocks(blocks: readonly BlockSpec[]): string {
  return `[${blocks.map((block) => `${block.modality}:${String(block.dimension)}`).join(', ')}]`;
}
