import { Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { Permission } from '../../auth/permissions.ts';
import { checkCount, checkName, checkRange } from '../bad-user-input.ts';
import type { GraphqlContext } from '../context.ts';
import { findComparison } from './find-comparison.ts';
import { presentPreview } from './present-preview.ts';
import { type PreviewSampleInput, ProfilePreviewArgs } from './profile-preview.input.ts';
import { PreviewProfileResult } from './profile-preview.type.ts';

const MAX_SAMPLE = 500;
const MAX_SEED = 2_147_483_647;

@Resolver()
export class ProfilePreviewResolver {
  @Authorized<Permission>('editProfiles')
  @Query(() => PreviewProfileResult, {
    description:
      'What shoppers would see of a draft: the neighbours of a sample of items with what is live and with the draft, compared.',
  })
  async previewProfile(
    @Args(() => ProfilePreviewArgs) args: ProfilePreviewArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<typeof PreviewProfileResult> {
    const { limit, persistence, examples, movedItems } = args;
    checkRange('limit', limit, [1, 50]);
    checkRange('persistence', persistence, [0.1, 0.99]);
    checkRange('examples', examples, [0, 20]);
    checkRange('movedItems', movedItems, [0, 50]);
    const sample = toSample(args.sample);
    const comparison = await findComparison(context, args);
    if (!('draft' in comparison)) return comparison;
    const { application, catalog, signal } = context;
    const report = await application.previewer.preview({
      catalog,
      live: comparison.live.weights,
      draft: comparison.draft,
      sample,
      limit,
      persistence,
      examples,
      movedItems,
      signal,
    });
    return presentPreview({ ...comparison, catalog, limit, report });
  }
}

/** @throws GraphQLError BAD_USER_INPUT */
function toSample(sample: PreviewSampleInput | null | undefined) {
  if (sample === null || sample === undefined) return { size: 200, seed: 1 };
  const { size, seed, itemIds } = sample;
  if (itemIds !== null && itemIds !== undefined) {
    checkCount('sample.itemIds', itemIds.length, MAX_SAMPLE);
    for (const [index, id] of itemIds.entries()) checkName(`sample.itemIds[${index}]`, id);
    return { itemIds };
  }
  checkRange('sample.size', size, [1, MAX_SAMPLE]);
  checkRange('sample.seed', seed, [0, MAX_SEED]);
  return { size, seed };
}
