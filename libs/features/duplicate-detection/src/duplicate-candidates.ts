import { NoUsableModalityError, type QuerySource, type SimilaritySearch } from '@kindred/retrieval';
import type { PhotoSet } from './photo-sets.ts';

export interface DuplicateCandidatesRequest {
  readonly catalog: string;
  readonly itemId: string;
  readonly photos: PhotoSet | undefined;
  /** Per search. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/** More photos are searched by their mean alone. */
const MAX_PHOTO_SEARCHES = 8;

/**
 * Ids of items worth comparing: the nearest by text, by the mean of the photos, and by every single photo, for a photo that
 * two listings share may be far from both means. @throws ItemNotFoundError
 */
export async function findDuplicateCandidates(
  search: SimilaritySearch,
  request: DuplicateCandidatesRequest,
): Promise<string[]> {
  const item: QuerySource = { kind: 'item', itemId: request.itemId, weight: 1 };
  const photos = request.photos?.vectors ?? [];
  const single = photos.length > 1 ? photos.slice(0, MAX_PHOTO_SEARCHES) : [];
  const lists = await Promise.all([
    nearest(search, request, { source: item, modality: 'text' }),
    nearest(search, request, { source: item, modality: 'image' }),
    ...single.map((photo) => {
      const source: QuerySource = { kind: 'blocks', blocks: new Map([['image', photo]]), weight: 1 };
      return nearest(search, request, { source, modality: 'image' });
    }),
  ]);
  return [...new Set(lists.flat())];
}

/** Nothing where the item lacks the modality. */
async function nearest(
  search: SimilaritySearch,
  { catalog, itemId, limit, signal }: DuplicateCandidatesRequest,
  { source, modality }: { source: QuerySource; modality: string },
): Promise<string[]> {
  try {
    const { results } = await search.search({
      catalog,
      sources: [source],
      weights: { [modality]: 1 },
      exclude: [itemId],
      limit,
      ...(signal === undefined ? {} : { signal }),
    });
    return results.map((result) => result.itemId);
  } catch (error) {
    if (error instanceof NoUsableModalityError) return [];
    throw error;
  }
}
