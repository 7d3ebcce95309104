import type { Item } from '@kindred/catalog';
import type { RecommendedItem } from '@kindred/recommendation';
import { Arg, Authorized, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { Permission } from '../../auth/permissions.ts';
import { checkName, checkRange } from '../bad-user-input.ts';
import { findCatalog } from '../catalog/find-catalog.ts';
import type { GraphqlContext } from '../context.ts';
import { ItemFilterInput } from '../item/item-filter.input.ts';
import { presentItem } from '../item/present-item.ts';
import { toItemFilter } from '../item/to-item-filter.ts';
import { ProfileNotFound } from '../problem/problem.type.ts';
import { WeightsScalar } from '../scalars/weights.scalar.ts';
import { presentOrigins } from '../similar-items/query-origin.type.ts';
import { resolveWeights } from '../similar-items/resolve-weights.ts';
import { asBadInput } from '../similar-items/search-outcome.ts';
import { RecommendationConnection, RecommendationEdge, RecommendationsResult } from './recommendations.type.ts';

@Resolver()
export class RecommendationsResolver {
  @Authorized<Permission>('read')
  @Query(() => RecommendationsResult, {
    description: 'Items for a shopper, from what the shopper did so far; popular and new items where nothing is known.',
  })
  async recommendations(
    @Arg('userId', () => ID, { description: 'The shopper; an unknown one has no history.' }) userId: string,
    @Arg('weights', () => WeightsScalar, {
      nullable: true,
      description: 'Weights per modality; not together with `profile`.',
    })
    weights: Readonly<Record<string, number>> | null,
    @Arg('profile', () => String, { nullable: true, description: 'Name of a published fusion profile.' })
    profile: string | null,
    @Arg('filter', () => ItemFilterInput, { nullable: true, description: 'Only items that match.' })
    filter: ItemFilterInput | null,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many, 1 to 100.' }) first: number,
    @Ctx() context: GraphqlContext,
  ): Promise<typeof RecommendationsResult> {
    checkName('userId', userId);
    checkRange('first', first, [1, 100]);
    const { application, catalog } = context;
    const { currency } = await findCatalog(application, catalog);
    const condition = toItemFilter(filter, currency);
    const active = await application.layouts.findActive(catalog);
    const modalities = active?.stored.layout.blocks.map(({ modality }) => modality) ?? [];
    const resolved = await resolveWeights(context, { weights, profile }, modalities);
    if (resolved instanceof ProfileNotFound) return resolved;
    const query = {
      catalog,
      userId,
      weights: resolved,
      limit: first,
      signal: context.signal,
      ...(condition === undefined ? {} : { filter: condition }),
    };
    const answer = await application.recommender.recommend(query).catch((error: unknown) => {
      throw asBadInput(error);
    });
    return present(context, answer.recommendationId, answer.items);
  }
}

async function present(
  { items, catalog }: GraphqlContext,
  recommendationId: string,
  recommendations: readonly RecommendedItem[],
): Promise<RecommendationConnection> {
  const ids = recommendations.flatMap(({ itemId, becauseOf }) =>
    becauseOf === undefined ? [itemId] : [itemId, becauseOf],
  );
  const found = await items.findMany([...new Set(ids)]);
  const shown = (item: Item | undefined) => (item === undefined ? null : presentItem(item, catalog));
  const edges = recommendations.flatMap((recommendation): RecommendationEdge[] => {
    const node = shown(found.get(recommendation.itemId));
    const { score, generator, reason, becauseOf } = recommendation;
    if (node === null) return [];
    // Interests are mixtures of the user's items.
    const contributions = recommendation.contributions.map((contribution) => ({
      ...contribution,
      queryFrom: presentOrigins(contribution.effectiveWeight === 0 ? [] : ['item']),
    }));
    return [{ node, score, generator, reason, contributions, becauseOf: shown(found.get(becauseOf ?? '')) }];
  });
  return new RecommendationConnection(recommendationId, edges);
}
