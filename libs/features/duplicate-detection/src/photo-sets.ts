import type { BlockStore } from '@kindred/catalog';
import { dot } from '@kindred/vector-math';

/** What is read of the block store. */
export type PhotoBlocks = Pick<BlockStore, 'findBlocks' | 'findReferences'>;

/** The photos of one item: unit vectors of one encoder, in the item's order. */
export interface PhotoSet {
  readonly encoderId: string;
  readonly vectors: readonly Float32Array[];
}

/** Item id → its photos; items without a photo that has a vector are left out. */
export async function loadPhotoSets(
  blocks: PhotoBlocks,
  catalog: string,
  itemIds: readonly string[],
): Promise<Map<string, PhotoSet>> {
  const references = (await blocks.findReferences(catalog, itemIds)).filter(({ modality }) => modality === 'image');
  const vectors = new Map<string, Map<string, Float32Array>>();
  for (const encoderId of new Set(references.map((reference) => reference.encoderId))) {
    const own = references.filter((reference) => reference.encoderId === encoderId);
    const hashes = [...new Set(own.flatMap(({ inputHashes }) => inputHashes))];
    vectors.set(encoderId, await blocks.findBlocks(encoderId, hashes));
  }
  const sets = new Map<string, PhotoSet>();
  for (const { itemId, encoderId, inputHashes } of references) {
    const found = inputHashes.flatMap((hash) => vectors.get(encoderId)?.get(hash) ?? []);
    if (found.length > 0) sets.set(itemId, { encoderId, vectors: found });
  }
  return sets;
}

/** Cosine of the closest pair, in whatever order the photos are; undefined where nothing can be compared. */
export function closestPhotoSimilarity(left: PhotoSet | undefined, right: PhotoSet | undefined): number | undefined {
  if (left === undefined || right === undefined || left.encoderId !== right.encoderId) return undefined;
  let closest = -1;
  for (const a of left.vectors) for (const b of right.vectors) closest = Math.max(closest, dot(a, b));
  return Math.min(1, closest);
}
