import type { ItemFilter, Weights } from '@kindred/catalog';
import { MAX_QUERY_LIMIT } from '@kindred/vector-store';
import type { QuerySource, SearchResult } from '@kindred/retrieval';
import { Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { Permission } from '../../auth/permissions.ts';
import { checkRange } from '../bad-user-input.ts';
import { findCatalog } from '../catalog/find-catalog.ts';
import type { GraphqlContext } from '../context.ts';
import { toItemFilter } from '../item/to-item-filter.ts';
import { ItemNotFound, ProfileNotFound } from '../problem/problem.type.ts';
import { presentSimilarItems } from './present-similar-items.ts';
import { resolveWeights } from './resolve-weights.ts';
import { searchOutcome } from './search-outcome.ts';
import { SimilarItemsArgs } from './similar-items.input.ts';
import { SimilarItemConnection, SimilarItemsResult } from './similar-items.type.ts';
import { type SimilarityCursor, decodeSimilarityCursor, isBehind } from './similarity-cursor.ts';
import { toQuerySources } from './to-query-sources.ts';

/** So many items may have come in before a cursor since it was given, without the page behind it becoming short. */
const SLACK = 20;

interface PageRequest {
  readonly sources: readonly QuerySource[];
  readonly weights: Weights;
  readonly filter: ItemFilter | undefined;
  readonly first: number;
  readonly cursor: SimilarityCursor | undefined;
}

@Resolver()
export class SimilarItemsResolver {
  @Authorized<Permission>('read')
  @Query(() => SimilarItemsResult, {
    description:
      'Items closest to an item, a text, a photo, a clip of sound or a signed mixture of them (give exactly one of the five). Weights may be given, or\na profile; without either the published profile `default` is used, else equal weights.',
  })
  async similarItems(
    @Args(() => SimilarItemsArgs) args: SimilarItemsArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<typeof SimilarItemsResult> {
    checkRange('first', args.first, [1, 100]);
    const { application, catalog } = context;
    const cursor = typeof args.after === 'string' ? decodeSimilarityCursor(args.after) : undefined;
    const { currency } = await findCatalog(application, catalog);
    const filter = toItemFilter(args.filter, currency);
    try {
      const sources = await toQuerySources(args, context);
      const active = await application.layouts.findActive(catalog);
      if (active === undefined) return nothingYet(sources, catalog);
      const modalities = active.stored.layout.blocks.map(({ modality }) => modality);
      const weights = await resolveWeights(context, args, modalities);
      if (weights instanceof ProfileNotFound) return weights;
      return await this.#page(context, { sources, weights, filter, first: args.first, cursor }, modalities);
    } catch (error) {
      return searchOutcome(error, catalog);
    }
  }

  async #page(
    context: GraphqlContext,
    request: PageRequest,
    modalities: readonly string[],
  ): Promise<SimilarItemConnection> {
    const found = await search(context, request);
    const { cursor, first, weights } = request;
    const behind = cursor === undefined ? found.results : found.results.filter((result) => isBehind(result, cursor));
    const results = behind.slice(0, first);
    const items = await context.items.findMany(results.map(({ itemId }) => itemId));
    return presentSimilarItems({
      catalog: context.catalog,
      modalities,
      weights,
      found,
      results,
      firstRank: found.results.length - behind.length + 1,
      hasNextPage: behind.length > first || found.hasMore,
      items,
    });
  }
}

function search({ application, catalog, signal }: GraphqlContext, request: PageRequest): Promise<SearchResult> {
  const { sources, weights, filter, first, cursor } = request;
  const reach = cursor === undefined ? first : cursor.rank + first + SLACK;
  return application.search.search({
    catalog,
    sources,
    weights,
    limit: Math.min(reach, MAX_QUERY_LIMIT),
    signal,
    ...(filter === undefined ? {} : { filter }),
  });
}

/** A catalog that never had an item has no embeddings. */
function nothingYet(sources: readonly QuerySource[], catalog: string): ItemNotFound | SimilarItemConnection {
  const item = sources.find((source) => source.kind === 'item');
  if (item !== undefined) return new ItemNotFound(item.itemId, catalog);
  return new SimilarItemConnection({
    edges: [],
    pageInfo: { hasNextPage: false, endCursor: null },
    weights: [],
    plan: null,
  });
}
