import type { ItemFilter, Weights } from '@kindred/catalog';
import {
  contributions,
  effectiveWeights,
  joinBlocks,
  LayoutNotFoundError,
  modalitiesOf,
  parseWeights,
  spreadOf,
  weightsInOrder,
  type Contribution,
  type DroppedModality,
  type ModalitySpreads,
} from '@kindred/fusion';
import { MAX_QUERY_LIMIT, type SearchPlan, type VectorStore } from '@kindred/vector-store';
import type { ActiveCollection, ActiveCollections } from './active-collections.ts';
import { notesOn, WORDS_LACK_PHOTOS, type Mixture } from './query-notes.ts';
import { NoUsableModalityError } from './errors.ts';
import { ownBlocks, type ItemBlocks } from './item-blocks.ts';
import { mixBlocks } from './mix-blocks.ts';
import type { QueryOrigins } from './query-origin.ts';
import type { QuerySource } from './query-source.ts';
import { SourceReader, type QueryModels, type QueryModelsOf } from './source-reader.ts';
import type { TextTowerWatchOptions } from './text-tower-watch.ts';
import { validateSearch } from './validate-search.ts';

export interface SearchRequest {
  readonly catalog: string;
  /** 1 to 50. */
  readonly sources: readonly QuerySource[];
  /** As a person sets them, in [-1, 1]. */
  readonly weights: Weights;
  readonly filter?: ItemFilter;
  /** 1 to 10,000, together with `offset`. */
  readonly limit: number;
  /** How many of the best to skip; default 0. */
  readonly offset?: number;
  /** Default true: the items named as sources don't come back, liked or not. */
  readonly excludeSources?: boolean;
  /** Further item ids that must not come back. */
  readonly exclude?: readonly string[];
  readonly signal?: AbortSignal;
}

export interface SimilarItem {
  readonly itemId: string;
  /** In [-1, 1], higher is closer. */
  readonly score: number;
  /** One per modality of the layout, in its order; they add up to the score within 1e-6. */
  readonly contributions: readonly Contribution[];
}

export interface SearchResult {
  /** By falling score, ties by item id in code-point order. */
  readonly results: readonly SimilarItem[];
  /** Whether there are results behind these. Always false behind the 10,000th. */
  readonly hasMore: boolean;
  readonly effectiveWeights: Weights;
  /** Modality → what its weight was divided by, of every modality of the layout: for words among photos the spread of those. */
  readonly spreads: ModalitySpreads;
  /** What was compared: `image: ['text']` where photos were searched by words. */
  readonly origins: QueryOrigins;
  /** How the vector store found them, and what that cost. */
  readonly plan: SearchPlan;
  /** Modalities that were given a weight and can't count, or not for all of the query, each with its reason. */
  readonly notes: readonly DroppedModality[];
}

export interface SimilaritySearchOptions {
  readonly store: VectorStore;
  /** Of every catalog, or of each. */
  readonly models: QueryModels | QueryModelsOf;
  readonly layouts: ActiveCollections;
  /** Who is told where words can't be compared with photos, and when they can again. */
  readonly textTowers?: TextTowerWatchOptions;
}

/** Finds items like items, texts, photos, clips of sound and signed mixtures of them, with weights that are chosen per query. */
export class SimilaritySearch {
  readonly #options: SimilaritySearchOptions;
  readonly #reader: SourceReader;

  constructor(options: SimilaritySearchOptions) {
    this.#options = options;
    this.#reader = new SourceReader(options.store, options.models, options.textTowers);
  }

  /**
   * Words are searched among texts alone while the text tower of photos can't be used; `notes` say so.
   *
   * @throws InvalidSearchError, InvalidFilterError, InvalidWeightsError, LayoutNotFoundError (nothing was imported yet),
   * ItemNotFoundError, NoUsableModalityError, QueryEncoderMismatchError, BlockMismatchError, and what models and store throw
   */
  async search(request: SearchRequest): Promise<SearchResult> {
    validateSearch(request);
    const active = await this.#loadActive(request.catalog);
    const weights = parseWeights(request.weights, modalitiesOf(active.stored.layout));
    const { catalog, signal, sources } = request;
    const wanted = new Set(Object.keys(weights).filter((modality) => weights[modality] !== 0));
    const context = { catalog, active, wanted, ...(signal === undefined ? {} : { signal }) };
    const read = await this.#reader.read(sources, context);
    const spreads = sources.some(({ kind }) => kind === 'text')
      ? await this.#reader.spreads(catalog, active)
      : { blocks: active.stored.statistics.spreads, texts: {} };
    const mixed = mixBlocks(active.stored.layout, read.parts, spreads);
    return this.#searchMixed({ ...request, weights }, active, { ...mixed, wordsLackPhotos: read.wordsLackPhotos });
  }

  /** What the store holds of those items that exist: one fetch, no database. @throws LayoutNotFoundError */
  async itemBlocks(catalog: string, itemIds: readonly string[]): Promise<Map<string, ItemBlocks>> {
    const { stored, collection } = await this.#loadActive(catalog);
    const points = await this.#options.store.fetch(collection, itemIds);
    return new Map(
      [...points].map(([itemId, point]) => [
        itemId,
        { blocks: ownBlocks(stored.layout, point), imputed: point.imputed, facets: point.facets },
      ]),
    );
  }

  async #searchMixed(request: SearchRequest, active: ActiveCollection, mixed: Mixture): Promise<SearchResult> {
    const { layout, statistics } = active.stored;
    const { weights, limit, offset = 0, filter } = request;
    const modalities = modalitiesOf(layout);
    const available = [...mixed.blocks.keys()];
    const spreads = { ...statistics.spreads, ...mixed.spreads };
    const effective = effectiveWeights(weights, spreads, available);
    if (Object.keys(effective.weights).length === 0)
      throw new NoUsableModalityError(
        effective.dropped.map(({ modality }) => modality),
        available,
        mixed.wordsLackPhotos ? WORDS_LACK_PHOTOS : undefined,
      );
    const found = await this.#options.store.search(active.collection, {
      vector: joinBlocks(layout, mixed.blocks),
      weights: weightsInOrder(effective.weights, modalities),
      // One more than asked tells whether there is another page.
      limit: Math.min(MAX_QUERY_LIMIT, offset + limit + 1),
      exclude: excludedIds(request),
      ...(filter === undefined ? {} : { filter }),
    });
    const results = found.points.slice(offset, offset + limit).map(({ itemId, score, similarities, imputed }) => {
      const given = { modalities, weights, effectiveWeights: effective.weights, similarities, imputed };
      return { itemId, score, contributions: contributions(given) };
    });
    return {
      results,
      hasMore: found.points.length > offset + limit,
      effectiveWeights: effective.weights,
      spreads: Object.fromEntries(modalities.map((modality) => [modality, spreadOf(spreads, modality)])),
      origins: mixed.origins,
      plan: found.plan,
      notes: notesOn(effective.dropped, request, mixed),
    };
  }

  async #loadActive(catalog: string): Promise<ActiveCollection> {
    const active = await this.#options.layouts.findActive(catalog);
    if (active === undefined) throw new LayoutNotFoundError(catalog);
    return active;
  }
}

function excludedIds({ sources, exclude = [], excludeSources = true }: SearchRequest): string[] {
  const sourceIds = excludeSources ? sources.flatMap((source) => (source.kind === 'item' ? [source.itemId] : [])) : [];
  return [...new Set([...sourceIds, ...exclude])];
}
