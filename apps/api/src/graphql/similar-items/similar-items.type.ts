import { Field, Float, ObjectType, createUnionType } from 'type-graphql';
import { ItemType, PageInfo } from '../item/item.type.ts';
import {
  AudioRejected,
  ItemNotFound,
  NoUsableModality,
  PhotoRejected,
  ProfileNotFound,
} from '../problem/problem.type.ts';
import { QueryOrigin } from './query-origin.type.ts';
import { SearchPlanType } from './search-plan.type.ts';

@ObjectType('EffectiveWeight', { simpleResolvers: true, description: "What one modality's weight became." })
export class EffectiveWeight {
  @Field(() => String, { description: 'The modality.' })
  readonly modality!: string;

  @Field(() => Float, { description: 'As asked for.' })
  readonly weight!: number;

  @Field(() => Float, {
    description:
      "What the weight was divided by: how far the modality's similarity spreads in the catalog, so that equal weights have equal influence. For words among photos it is the spread of those, not of photos among themselves.",
  })
  readonly spread!: number;

  @Field(() => Float, {
    description: 'What the query multiplied by: weight / spread, scaled so that absolute values add up to 1.',
  })
  readonly effectiveWeight!: number;

  @Field(() => [QueryOrigin], {
    description:
      'What of the query is compared in this modality; empty where nothing is, or words in a modality without a weight.',
  })
  readonly queryFrom!: readonly QueryOrigin[];

  @Field(() => String, {
    nullable: true,
    description:
      'Why a modality got no weight, or counts for a part of the query only: where the text tower of photos fails, words are compared with texts alone. Null where all of the query counts or no weight was asked for.',
  })
  readonly note!: string | null;
}

@ObjectType('Contribution', { simpleResolvers: true, description: 'What one modality adds to a score.' })
export class ContributionType {
  @Field(() => String, { description: 'The modality.' })
  readonly modality!: string;

  @Field(() => Float, { description: 'As asked for.' })
  readonly weight!: number;

  @Field(() => Float, { description: 'What the query multiplied by.' })
  readonly effectiveWeight!: number;

  @Field(() => Float, { description: 'Similarity in this modality alone, in [-1, 1]; 1 is the same.' })
  readonly similarity!: number;

  @Field(() => Float, { description: 'effectiveWeight × similarity.' })
  readonly contribution!: number;

  @Field(() => Boolean, { description: "True where the item lacks the modality and its section's mean stands in." })
  readonly imputed!: boolean;

  @Field(() => [QueryOrigin], {
    description:
      "What of the query the item's side was compared with: TEXT in the modality `image` means that words were compared with its photos. Empty where nothing was.",
  })
  readonly queryFrom!: readonly QueryOrigin[];
}

@ObjectType('SimilarItemEdge', { simpleResolvers: true, description: 'A similar item.' })
export class SimilarItemEdge {
  @Field(() => ItemType, { description: 'The item.' })
  readonly node!: ItemType;

  @Field(() => String, {
    description: 'Continues behind this item when given as `after`, with the same source and weights.',
  })
  readonly cursor!: string;

  @Field(() => Float, { description: 'Sum of the contributions; at most 1.' })
  readonly score!: number;

  @Field(() => [ContributionType], { description: 'What the score is made of, per modality.' })
  readonly contributions!: readonly ContributionType[];
}

interface SimilarItemPage {
  readonly edges: readonly SimilarItemEdge[];
  readonly pageInfo: PageInfo;
  readonly weights: readonly EffectiveWeight[];
  readonly plan: SearchPlanType | null;
}

@ObjectType('SimilarItemConnection', { simpleResolvers: true, description: 'A page of similar items, closest first.' })
export class SimilarItemConnection {
  @Field(() => [SimilarItemEdge], { description: 'The items, by falling score; ties by id.' })
  readonly edges: readonly SimilarItemEdge[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  readonly pageInfo: PageInfo;

  @Field(() => [EffectiveWeight], { description: "What each modality's weight became for this query." })
  readonly weights: readonly EffectiveWeight[];

  @Field(() => SearchPlanType, {
    nullable: true,
    description: 'How the vector store found them, and what that cost; null where there was nothing to search.',
  })
  readonly plan: SearchPlanType | null;

  constructor(page: SimilarItemPage) {
    this.edges = page.edges;
    this.pageInfo = page.pageInfo;
    this.weights = page.weights;
    this.plan = page.plan;
  }
}

export const SimilarItemsResult = createUnionType({
  name: 'SimilarItemsResult',
  description: 'Similar items, or why there are none.',
  types: () =>
    [SimilarItemConnection, ItemNotFound, PhotoRejected, AudioRejected, NoUsableModality, ProfileNotFound] as const,
});
