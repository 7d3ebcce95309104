import { compareCodePoints } from '@kindred/catalog';
import type { SimilaritySearch } from '@kindred/retrieval';
import { dot } from '@kindred/vector-math';
import { findDuplicateCandidates } from './duplicate-candidates.ts';
import {
  thresholdsOf,
  type DuplicateEvidence,
  type DuplicateMatch,
  type DuplicateRequest,
  type Thresholds,
} from './duplicate-request.ts';
import { closestPhotoSimilarity, loadPhotoSets, type PhotoBlocks } from './photo-sets.ts';

export interface DuplicateFinderOptions {
  readonly search: SimilaritySearch;
  /** Where the vectors of single photos are. */
  readonly blocks: PhotoBlocks;
}

/** The nearest items per search that are compared; a wider net than what comes back. */
const MIN_CANDIDATES = 100;

/** Finds items that may be the same as one: by their photos, in any order, or by their wording. First version: pairs only. */
export class DuplicateFinder {
  readonly #options: DuplicateFinderOptions;

  constructor(options: DuplicateFinderOptions) {
    this.#options = options;
  }

  /**
   * Items that reach a threshold, closest first, ties by id. A variant that shares a photo is one of them, with the evidence
   * `PHOTO`. @throws InvalidDuplicateRequestError, ItemNotFoundError, LayoutNotFoundError
   */
  async duplicatesOf(request: DuplicateRequest): Promise<DuplicateMatch[]> {
    const thresholds = thresholdsOf(request);
    const { catalog, itemId, signal } = request;
    const { search, blocks } = this.#options;
    const photos = (await loadPhotoSets(blocks, catalog, [itemId])).get(itemId);
    const limit = Math.max(MIN_CANDIDATES, 2 * thresholds.limit);
    const candidates = await findDuplicateCandidates(search, { catalog, itemId, photos, limit, signal });
    const [photoSets, itemBlocks] = await Promise.all([
      loadPhotoSets(blocks, catalog, candidates),
      search.itemBlocks(catalog, [itemId, ...candidates]),
    ]);
    const text = itemBlocks.get(itemId)?.blocks.get('text');
    const compare = (other: string): DuplicateMatch | undefined =>
      matchOf(other, thresholds, {
        photo: closestPhotoSimilarity(photos, photoSets.get(other)),
        text: cosine(text, itemBlocks.get(other)?.blocks.get('text')),
      });
    return candidates
      .flatMap((other) => compare(other) ?? [])
      .sort((left, right) => closeness(right) - closeness(left) || compareCodePoints(left.itemId, right.itemId))
      .slice(0, thresholds.limit);
  }
}

function matchOf(
  itemId: string,
  { minPhotoSimilarity, minTextSimilarity }: Thresholds,
  { photo, text }: { photo: number | undefined; text: number | undefined },
): DuplicateMatch | undefined {
  const evidence: DuplicateEvidence[] = [];
  if (photo !== undefined && photo >= minPhotoSimilarity) evidence.push('PHOTO');
  if (text !== undefined && text >= minTextSimilarity) evidence.push('TEXT');
  if (evidence.length === 0) return undefined;
  return {
    itemId,
    evidence,
    ...(photo === undefined ? {} : { photoSimilarity: photo }),
    ...(text === undefined ? {} : { textSimilarity: text }),
  };
}

/** The more evidence the closer; then the greatest similarity that is evidence. */
function closeness({ evidence, photoSimilarity = -1, textSimilarity = -1 }: DuplicateMatch): number {
  const photo = evidence.includes('PHOTO') ? photoSimilarity : -1;
  const text = evidence.includes('TEXT') ? textSimilarity : -1;
  return 4 * evidence.length + Math.max(photo, text);
}

function cosine(left: Float32Array | undefined, right: Float32Array | undefined): number | undefined {
  return left === undefined || right === undefined ? undefined : Math.min(1, dot(left, right));
}
