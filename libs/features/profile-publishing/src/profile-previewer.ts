import type { ItemId, ItemRepository, ItemSampler, ItemSampleQuery, Weights } from '@kindred/catalog';
import { NoUsableModalityError, type ItemBlocks, type SimilaritySearch } from '@kindred/retrieval';
import { buildPreviewReport } from './build-preview-report.ts';
import { compareSource } from './compare-source.ts';
import type { PreviewReport, RankedItem, SourceComparison } from './preview-report.ts';
import { DEFAULT_PERSISTENCE } from './rank-biased-overlap.ts';
import type { SearchGate } from './search-gate.ts';

export interface ProfilePreviewerOptions {
  readonly search: Pick<SimilaritySearch, 'search' | 'itemBlocks'>;
  readonly items: Pick<ItemRepository, 'findMany' | 'count'>;
  readonly sampler: ItemSampler;
  readonly gate: SearchGate;
}

export interface PreviewRequest {
  readonly catalog: string;
  readonly live: Weights;
  readonly draft: Weights;
  /** At random, stratified by section, or these items. */
  readonly sample: ItemSampleQuery | { readonly itemIds: readonly ItemId[] };
  /** How many results per source are compared; default 10. */
  readonly limit?: number;
  /** Of the rank-biased overlap, in (0, 1); default 0.9. */
  readonly persistence?: number;
  /** How many of the sources that change most are shown; default 5. */
  readonly examples?: number;
  /** How many of the new and of the lost items are named; default 10. */
  readonly movedItems?: number;
  readonly signal?: AbortSignal;
}

/** Tells what a shop would see of other weights, before it sees them. */
export class ProfilePreviewer {
  readonly #options: ProfilePreviewerOptions;

  constructor(options: ProfilePreviewerOptions) {
    this.#options = options;
  }

  /**
   * Two searches per source, from blocks that are fetched once.
   * @throws InvalidWeightsError, LayoutNotFoundError, InvalidRankingError (persistence), and what stores throw
   */
  async preview(request: PreviewRequest): Promise<PreviewReport> {
    const { catalog, sample, persistence = DEFAULT_PERSISTENCE } = request;
    const { search, sampler, items } = this.#options;
    const ids = 'itemIds' in sample ? [...new Set(sample.itemIds)] : await sampler.sample(catalog, sample);
    const blocks = await search.itemBlocks(catalog, ids);
    const comparisons = await Promise.all(
      ids.flatMap((id) => {
        const own = blocks.get(id);
        return own === undefined ? [] : [this.#compare(request, id, own, persistence)];
      }),
    );
    const [found, catalogSize] = await Promise.all([items.findMany(catalog, idsIn(comparisons)), items.count(catalog)]);
    return buildPreviewReport({
      comparisons,
      skippedIds: ids.filter((id) => !blocks.has(id)),
      persistence,
      items: found,
      catalogSize,
      examples: request.examples ?? 5,
      movedItems: request.movedItems ?? 10,
    });
  }

  async #compare(
    request: PreviewRequest,
    sourceId: ItemId,
    own: ItemBlocks,
    persistence: number,
  ): Promise<SourceComparison> {
    const [live, draft] = await Promise.all(
      [request.live, request.draft].map((weights) => this.#rank(request, weights, sourceId, own)),
    );
    return compareSource(sourceId, live ?? [], draft ?? [], persistence);
  }

  /** Empty where the source has nothing that those weights compare. */
  async #rank(
    { catalog, limit = 10, signal }: PreviewRequest,
    weights: Weights,
    sourceId: ItemId,
    { blocks }: ItemBlocks,
  ): Promise<RankedItem[]> {
    try {
      const { results } = await this.#options.gate.run(
        () =>
          this.#options.search.search({
            catalog,
            sources: [{ kind: 'blocks', blocks, weight: 1 }],
            weights,
            limit,
            exclude: [sourceId],
            ...(signal === undefined ? {} : { signal }),
          }),
        signal,
      );
      return results.map(({ itemId, score }) => ({ itemId, score }));
    } catch (error) {
      if (error instanceof NoUsableModalityError) return [];
      throw error;
    }
  }
}

function idsIn(comparisons: readonly SourceComparison[]): ItemId[] {
  return [
    ...new Set(
      comparisons.flatMap(({ sourceId, live, draft }) => [
        sourceId,
        ...live.map(({ itemId }) => itemId),
        ...draft.map(({ itemId }) => itemId),
      ]),
    ),
  ];
}
