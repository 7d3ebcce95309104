import type { EncodedBlock, Item, ItemEncoding } from '@kindred/catalog';
import type { EncodingStages } from './encoding-stages.ts';
import type { ItemSource } from './stored-sources.ts';

export interface StoredItems {
  readonly catalog: string;
  /** As they were read. */
  readonly sources: readonly ItemSource[];
  /** Default: all that models encode. */
  readonly modalities?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

export interface EncodedItems {
  /** One per item, but for those whose text can't be encoded. */
  readonly encodings: readonly ItemEncoding[];
  /** Encoded now; not stored yet. */
  readonly blocks: readonly EncodedBlock[];
  readonly failures: readonly FailedInput[];
}

/** Why an input of an item has no vector. */
export interface FailedInput {
  readonly itemId: string;
  readonly reason: string;
  /** Whether the input had one before. */
  readonly lost: boolean;
}

const ALL = ['image', 'text'];

/**
 * Encodes what items in the database lack under these models. Photos are only read where their block is missing; one that
 * can't be read keeps the reason. @throws what a model throws when it fails for all inputs, the signal's reason
 */
export async function encodeStoredItems(
  { photos, encoder }: EncodingStages,
  { catalog, sources, modalities = ALL, signal }: StoredItems,
): Promise<EncodedItems> {
  const items = sources.map(({ item }) => item);
  const stored = {
    items: new Map(items.map((item) => [item.id, item])),
    references: sources.flatMap(({ references }) => references),
  };
  const resolved = await photos.resolve(modalities.includes('image') ? items : [], stored, signal);
  const drafts = items.map((item, position) => {
    const images = item.images.map((image) => resolved.images.get(image.url) ?? image);
    return { item: { ...item, images }, position, namesCreatedAt: true };
  });
  const { newImages, knownImages } = resolved;
  const unrejected = { rejected: drafts.map(() => undefined), superseded: new Map<number, number>() };
  const prepared = { ...unrejected, catalog, encoder, drafts, newImages, knownImages };
  const encoded = await encoder.encode(prepared, signal, { texts: modalities.includes('text') });
  const encodings = encoded.drafts.map(({ item: { images }, position, references }) => ({
    item: items[position] as Item,
    images,
    modalities,
    references: references.filter(({ modality }) => modalities.includes(modality)),
  }));
  const hasText = new Set(stored.references.flatMap(({ modality, itemId }) => (modality === 'text' ? [itemId] : [])));
  const unreadable = encoded.rejected.flatMap((outcome) => outcome ?? []);
  return {
    encodings,
    blocks: encoded.newBlocks,
    failures: [
      ...(modalities.includes('image') ? encodings.flatMap(failedPhotos) : []),
      ...unreadable.flatMap(({ itemId, problems }) =>
        problems.map(({ problem }) => ({ itemId, reason: problem, lost: hasText.has(itemId) })),
      ),
    ],
  };
}

function failedPhotos({ item, images }: ItemEncoding): FailedInput[] {
  const had = new Set(item.images.flatMap(({ url, contentHash }) => (contentHash === undefined ? [] : [url])));
  return images.flatMap(({ url, failure }) =>
    failure === undefined ? [] : [{ itemId: item.id, reason: failure, lost: had.has(url) }],
  );
}
