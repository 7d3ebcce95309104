import { ItemNotFoundError } from '@kindred/catalog';
import { LayoutNotFoundError } from '@kindred/fusion';
import { Arg, Authorized, Ctx, Float, ID, Int, Query, Resolver } from 'type-graphql';
import type { Permission } from '../../auth/permissions.ts';
import { checkName, checkRange } from '../bad-user-input.ts';
import type { GraphqlContext } from '../context.ts';
import { presentItem } from '../item/present-item.ts';
import { ItemNotFound } from '../problem/problem.type.ts';
import { DuplicateMatch, DuplicateMatches, DuplicatesResult } from './duplicates.type.ts';

@Resolver()
export class DuplicatesResolver {
  @Authorized<Permission>('read')
  @Query(() => DuplicatesResult, {
    description: 'Items that look or read so much like an item that they may be the same.',
  })
  async duplicatesOf(
    @Arg('itemId', () => ID, { description: 'The item.' }) itemId: string,
    @Arg('minPhotoSimilarity', () => Float, {
      defaultValue: 0.92,
      description: 'Cosine of photos from which on they count, -1 to 1.',
    })
    minPhotoSimilarity: number,
    @Arg('minTextSimilarity', () => Float, {
      defaultValue: 0.9,
      description: 'Cosine of texts from which on they count, -1 to 1.',
    })
    minTextSimilarity: number,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many, 1 to 100.' }) first: number,
    @Ctx() { application, catalog, items, signal }: GraphqlContext,
  ): Promise<typeof DuplicatesResult> {
    checkName('itemId', itemId);
    checkRange('first', first, [1, 100]);
    checkRange('minPhotoSimilarity', minPhotoSimilarity, [-1, 1]);
    checkRange('minTextSimilarity', minTextSimilarity, [-1, 1]);
    const matches = await application.duplicates
      .duplicatesOf({ catalog, itemId, minPhotoSimilarity, minTextSimilarity, limit: first, signal })
      .catch((error: unknown) => {
        if (error instanceof ItemNotFoundError || error instanceof LayoutNotFoundError) return undefined;
        throw error;
      });
    if (matches === undefined) return new ItemNotFound(itemId, catalog);
    const found = await items.findMany(matches.map((match) => match.itemId));
    return new DuplicateMatches(
      matches.flatMap((match): DuplicateMatch[] => {
        const other = found.get(match.itemId);
        if (other === undefined) return [];
        const { photoSimilarity = null, textSimilarity = null, evidence } = match;
        return [{ item: presentItem(other, catalog), photoSimilarity, textSimilarity, evidence }];
      }),
    );
  }
}
