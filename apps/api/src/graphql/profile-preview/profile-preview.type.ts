import { Field, Float, ID, Int, ObjectType, createUnionType } from 'type-graphql';
import { InvalidWeights, ProfileNotFound, ProfileVersionNotFound } from '../problem/problem.type.ts';
import { WeightsScalar } from '../scalars/weights.scalar.ts';
import { ComparedSource, MovedItemsType } from './compared-source.type.ts';
import { LiveWeightsType } from './live-weights.type.ts';
import { NothingToCompare } from './nothing-to-compare.type.ts';
import { BrandMixType, CoverageType, PriceMixType } from './result-mix.type.ts';

@ObjectType('ProfilePreview', {
  simpleResolvers: true,
  description: 'What changes in the results of a sample of items, from what is live to a draft.',
})
export class ProfilePreviewType {
  @Field(() => LiveWeightsType, { description: 'What the draft is compared with.' })
  readonly live!: LiveWeightsType;

  @Field(() => WeightsScalar, { description: "The draft's weights." })
  readonly draft!: Readonly<Record<string, number>>;

  @Field(() => Int, { description: 'How many items were looked up.' })
  readonly sources!: number;

  @Field(() => [ID], { description: 'Items of the sample that are gone or not searchable yet.' })
  readonly skippedIds!: readonly string[];

  @Field(() => Int, { description: 'How many results per item were compared.' })
  readonly limit!: number;

  @Field(() => Float, {
    description: 'Share of all results that are others than before, whatever their order; 0 to 1.',
  })
  readonly changedShare!: number;

  @Field(() => Float, { description: 'Share of the items whose results, or their order, change at all; 0 to 1.' })
  readonly changedSourceShare!: number;

  @Field(() => Float, {
    description:
      'Mean rank-biased overlap (Webber, Moffat and Zobel 2010, extrapolated): 1 the same results in the same order, 0 nothing in common.',
  })
  readonly rankOverlap!: number;

  @Field(() => Float, { description: 'p of the rank-biased overlap.' })
  readonly persistence!: number;

  @Field(() => MovedItemsType, { description: 'Items that come into the results of some items of the sample.' })
  readonly newItems!: MovedItemsType;

  @Field(() => MovedItemsType, { description: 'Items that drop out of the results of some items of the sample.' })
  readonly lostItems!: MovedItemsType;

  @Field(() => [PriceMixType], { description: 'Prices of the results per currency, the most frequent currency first.' })
  readonly prices!: readonly PriceMixType[];

  @Field(() => BrandMixType, { description: 'Brands of the results.' })
  readonly brands!: BrandMixType;

  @Field(() => CoverageType, { description: 'How much of the catalog the live results show.' })
  readonly liveCoverage!: CoverageType;

  @Field(() => CoverageType, { description: "How much of the catalog the draft's results show." })
  readonly draftCoverage!: CoverageType;

  @Field(() => [ComparedSource], { description: 'The items whose results change most, with both lists.' })
  readonly examples!: readonly ComparedSource[];

  constructor(fields: ProfilePreviewType) {
    Object.assign(this, fields);
  }
}

export const PreviewProfileResult = createUnionType({
  name: 'PreviewProfileResult',
  description: 'What would change, or what is wrong or missing.',
  types: () => [ProfilePreviewType, InvalidWeights, ProfileNotFound, ProfileVersionNotFound, NothingToCompare] as const,
});
