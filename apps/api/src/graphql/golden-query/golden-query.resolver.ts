import { ProfileNotFoundError, TooManyGoldenQueriesError } from '@kindred/catalog';
import { Arg, Args, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Permission } from '../../auth/permissions.ts';
import { checkName } from '../bad-user-input.ts';
import type { GraphqlContext } from '../context.ts';
import { ItemType } from '../item/item.type.ts';
import { presentItem } from '../item/present-item.ts';
import { ItemNotFound, ProfileNotFound } from '../problem/problem.type.ts';
import { findComparison } from '../profile-preview/find-comparison.ts';
import { ComparedProfileArgs } from '../profile-preview/compared-profile.input.ts';
import { CheckGoldenQueriesResult, GoldenQueryReport } from './golden-query-outcome.type.ts';
import { GoldenQueryInput } from './golden-query.input.ts';
import {
  DeleteGoldenQueryResult,
  GoldenQueryDeleted,
  GoldenQueryNotFound,
  GoldenQueryType,
  SaveGoldenQueryResult,
  TooManyGoldenQueries,
} from './golden-query.type.ts';
import { presentGoldenOutcome } from './present-golden-outcome.ts';
import { toGoldenQuery } from './to-golden-query.ts';

@Resolver(() => GoldenQueryType)
export class GoldenQueryResolver {
  @Authorized<Permission>('editProfiles')
  @Query(() => [GoldenQueryType], { description: 'Golden queries of the catalog, by name.' })
  async goldenQueries(
    @Arg('profile', () => String, {
      nullable: true,
      description: 'Only those that count for this profile: about it or about all.',
    })
    profile: string | null,
    @Ctx() { application, catalog }: GraphqlContext,
  ): Promise<GoldenQueryType[]> {
    if (typeof profile === 'string') checkName('profile', profile);
    return (await application.goldenQueries.list(catalog, profile ?? undefined)).map(
      (query) => new GoldenQueryType(query),
    );
  }

  @Authorized<Permission>('editProfiles')
  @Query(() => CheckGoldenQueriesResult, { description: 'Tries golden queries with a draft, and with what is live.' })
  async checkGoldenQueries(
    @Args(() => ComparedProfileArgs) args: ComparedProfileArgs,
    @Arg('allProfiles', () => Boolean, { defaultValue: false, description: 'Try those about other profiles too.' })
    allProfiles: boolean,
    @Ctx() context: GraphqlContext,
  ): Promise<typeof CheckGoldenQueriesResult> {
    const comparison = await findComparison(context, args);
    if (!('draft' in comparison)) return comparison;
    const { live, draft } = comparison;
    const outcomes = await context.application.goldenTester.test({
      catalog: context.catalog,
      allProfiles,
      live: live.weights,
      draft,
      signal: context.signal,
      ...(typeof args.profile === 'string' ? { profile: args.profile } : {}),
    });
    return new GoldenQueryReport(live, outcomes.map(presentGoldenOutcome));
  }

  @Authorized<Permission>('editProfiles')
  @Mutation(() => SaveGoldenQueryResult, { description: 'Makes a golden query, or replaces the one of that name.' })
  async saveGoldenQuery(
    @Arg('query', () => GoldenQueryInput, { description: 'The golden query.' }) input: GoldenQueryInput,
    @Ctx() { application, catalog, principal, items }: GraphqlContext,
  ): Promise<typeof SaveGoldenQueryResult> {
    const query = toGoldenQuery(input, principal);
    const ids = [...(query.source.kind === 'item' ? [query.source.itemId] : []), ...query.expectedItemIds];
    const known = await items.findMany(ids);
    const missing = ids.find((id) => !known.has(id));
    if (missing !== undefined) return new ItemNotFound(missing, catalog);
    try {
      return new GoldenQueryType(await application.goldenQueries.save(catalog, query));
    } catch (error) {
      if (error instanceof ProfileNotFoundError) return new ProfileNotFound(error.message, error.profile);
      if (error instanceof TooManyGoldenQueriesError) return new TooManyGoldenQueries(error.message);
      throw error;
    }
  }

  @Authorized<Permission>('editProfiles')
  @Mutation(() => DeleteGoldenQueryResult, { description: 'Deletes a golden query.' })
  async deleteGoldenQuery(
    @Arg('name', () => String, { description: 'Its name.' }) name: string,
    @Ctx() { application, catalog }: GraphqlContext,
  ): Promise<typeof DeleteGoldenQueryResult> {
    checkName('name', name);
    const wasThere = await application.goldenQueries.delete(catalog, name);
    return wasThere ? new GoldenQueryDeleted(name) : new GoldenQueryNotFound(name, catalog);
  }

  @FieldResolver(() => ItemType, { nullable: true, description: 'The source; null for a text, or where it is gone.' })
  async item(@Root() { itemId }: GoldenQueryType, @Ctx() { items, catalog }: GraphqlContext): Promise<ItemType | null> {
    const item = itemId === null ? undefined : await items.find(itemId);
    return item === undefined ? null : presentItem(item, catalog);
  }

  @FieldResolver(() => [ItemType], { description: 'The expected items that still exist.' })
  async expectedItems(
    @Root() { expectedItemIds }: GoldenQueryType,
    @Ctx() { items, catalog }: GraphqlContext,
  ): Promise<ItemType[]> {
    const found = await items.findMany(expectedItemIds);
    return [...found.values()].map((item) => presentItem(item, catalog));
  }
}
