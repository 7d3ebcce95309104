import type { BlockStore, Item, ItemBlockReference, ItemRepository } from '@kindred/catalog';
import { mean, normalizeInPlace } from '@kindred/vector-math';
import { groupBy } from './group-by.ts';
import { areSameReferences } from './same-item.ts';
import { isDeepStrictEqual } from 'node:util';

/** Encoder id → input hash → vector. */
export type VectorsByEncoder = ReadonlyMap<string, ReadonlyMap<string, Float32Array>>;

/** What the database says about one item: all that a point in the vector store depends on. */
export interface ItemSource {
  readonly item: Item;
  readonly references: readonly ItemBlockReference[];
}

/** The truth that points are built from. */
export interface SourceRepositories {
  readonly items: ItemRepository;
  readonly blocks: BlockStore;
}

/** Those of the items that exist. */
export async function loadSources(
  { items, blocks }: SourceRepositories,
  catalog: string,
  itemIds: readonly string[],
): Promise<Map<string, ItemSource>> {
  const [found, references] = await Promise.all([
    items.findMany(catalog, itemIds),
    blocks.findReferences(catalog, itemIds),
  ]);
  const byItem = groupBy(references, ({ itemId }) => itemId);
  return new Map([...found].map(([id, item]) => [id, { item, references: byItem.get(id) ?? [] }]));
}

export function areSameSources(left: ItemSource | undefined, right: ItemSource | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return isDeepStrictEqual(left.item, right.item) && areSameReferences(left.references, right.references);
}

/**
 * Item id → modality → block, of the encoders named: the normalised mean of a modality's vectors, so of an item's photos.
 * A reference says which inputs a block has; they may be stored under several encoders. Blocks that are in `known` aren't read.
 */
export async function loadBlocks(
  blocks: BlockStore,
  sources: Iterable<ItemSource>,
  { encoders, known }: { readonly encoders: ReadonlyMap<string, string>; readonly known?: VectorsByEncoder },
): Promise<Map<string, Map<string, Float32Array>>> {
  const references = [...sources].flatMap((source) => source.references);
  const wanted = references.flatMap((reference) => {
    const encoderId = encoders.get(reference.modality);
    return encoderId === undefined ? [] : [{ ...reference, encoderId }];
  });
  const vectors = new Map<string, ReadonlyMap<string, Float32Array>>();
  for (const [encoder, own] of groupBy(wanted, ({ encoderId }) => encoderId)) {
    const atHand = known?.get(encoder) ?? new Map<string, Float32Array>();
    const missing = [...new Set(own.flatMap(({ inputHashes }) => inputHashes))].filter((hash) => !atHand.has(hash));
    const read = missing.length === 0 ? [] : await blocks.findBlocks(encoder, missing);
    vectors.set(encoder, new Map([...atHand, ...read]));
  }
  const loaded = new Map<string, Map<string, Float32Array>>();
  for (const { itemId, modality, encoderId, inputHashes } of wanted) {
    const found = inputHashes.flatMap((hash) => vectors.get(encoderId)?.get(hash) ?? []);
    if (found.length === 0) continue;
    const own = loaded.get(itemId) ?? new Map<string, Float32Array>();
    loaded.set(itemId, own.set(modality, normalizeInPlace(mean(found))));
  }
  return loaded;
}
