import { Field, Float, ID, ObjectType, createUnionType, registerEnumType } from 'type-graphql';
import { ItemType } from '../item/item.type.ts';
import { ProfileNotFound } from '../problem/problem.type.ts';
import { ContributionType } from '../similar-items/similar-items.type.ts';

export const CandidateGenerator = {
  NEAREST_TO_INTERESTS: 'NEAREST_TO_INTERESTS',
  POPULAR: 'POPULAR',
  NEW_ARRIVALS: 'NEW_ARRIVALS',
} as const;
registerEnumType(CandidateGenerator, {
  name: 'CandidateGenerator',
  description: 'What found a recommended item.',
  valuesConfig: {
    NEAREST_TO_INTERESTS: { description: "Close to one of the user's interests." },
    POPULAR: { description: 'Many shoppers interact with it.' },
    NEW_ARRIVALS: { description: 'It is new in the catalog.' },
  },
});

@ObjectType('RecommendationEdge', { simpleResolvers: true, description: 'A recommended item.' })
export class RecommendationEdge {
  @Field(() => ItemType, { description: 'The item.' })
  readonly node!: ItemType;

  @Field(() => Float, { description: 'What the ranking goes by; higher is better. Comparable within one answer only.' })
  readonly score!: number;

  @Field(() => CandidateGenerator, {
    description: 'Which candidate generator found it: NEAREST_TO_INTERESTS, POPULAR or NEW_ARRIVALS.',
  })
  readonly generator!: keyof typeof CandidateGenerator;

  @Field(() => String, { description: 'A sentence for people.' })
  readonly reason!: string;

  @Field(() => ItemType, {
    nullable: true,
    description: "The item of the user's history that it is closest to, if any.",
  })
  readonly becauseOf!: ItemType | null;

  @Field(() => [ContributionType], {
    description: 'What its similarity to the interest is made of; empty for other generators.',
  })
  readonly contributions!: readonly ContributionType[];
}

@ObjectType('RecommendationConnection', { simpleResolvers: true, description: 'Recommended items, best first.' })
export class RecommendationConnection {
  @Field(() => ID, { description: 'Quote it in the interactions that follow.' })
  readonly recommendationId: string;

  @Field(() => [RecommendationEdge], { description: 'The items.' })
  readonly edges: readonly RecommendationEdge[];

  constructor(recommendationId: string, edges: readonly RecommendationEdge[]) {
    this.recommendationId = recommendationId;
    this.edges = edges;
  }
}

export const RecommendationsResult = createUnionType({
  name: 'RecommendationsResult',
  description: 'Recommendations, or why there are none.',
  types: () => [RecommendationConnection, ProfileNotFound] as const,
});
