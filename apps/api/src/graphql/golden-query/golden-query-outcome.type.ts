import { Field, ID, Int, ObjectType, createUnionType } from 'type-graphql';
import { InvalidWeights, ProfileNotFound, ProfileVersionNotFound } from '../problem/problem.type.ts';
import { LiveWeightsType } from '../profile-preview/live-weights.type.ts';
import { NothingToCompare } from '../profile-preview/nothing-to-compare.type.ts';
import { GoldenQueryType } from './golden-query.type.ts';

@ObjectType('GoldenQueryRun', { simpleResolvers: true, description: 'How a golden query goes with some weights.' })
export class GoldenQueryRunType {
  @Field(() => Boolean, { description: "Whether every expected item is within the query's limit." })
  readonly passes!: boolean;

  @Field(() => [Int], {
    nullable: 'items',
    description: 'Per expected item, in their order, its rank from 1; null behind the limit.',
  })
  readonly ranks!: readonly (number | null)[];

  @Field(() => String, { nullable: true, description: 'Why there are no results; null where there are.' })
  readonly problem!: string | null;
}

@ObjectType('GoldenQueryOutcome', {
  simpleResolvers: true,
  description: 'A golden query with what is live, and with the draft.',
})
export class GoldenQueryOutcomeType {
  @Field(() => GoldenQueryType, { description: 'The golden query.' })
  readonly query!: GoldenQueryType;

  @Field(() => GoldenQueryRunType, { description: 'With what is live.' })
  readonly live!: GoldenQueryRunType;

  @Field(() => GoldenQueryRunType, { description: 'With the draft.' })
  readonly draft!: GoldenQueryRunType;

  @Field(() => Boolean, { description: 'Passes with what is live and fails with the draft.' })
  readonly broken!: boolean;

  @Field(() => [ID], { description: 'Expected items that the catalog no longer has.' })
  readonly unknownItemIds!: readonly string[];
}

@ObjectType('GoldenQueryReport', { simpleResolvers: true, description: 'All golden queries of a profile, tried.' })
export class GoldenQueryReport {
  @Field(() => LiveWeightsType, { description: 'What the draft is compared with.' })
  readonly live: LiveWeightsType;

  @Field(() => [GoldenQueryOutcomeType], { description: 'By name.' })
  readonly outcomes: readonly GoldenQueryOutcomeType[];

  @Field(() => Int, { description: 'How many would break.' })
  readonly brokenCount: number;

  constructor(live: LiveWeightsType, outcomes: readonly GoldenQueryOutcomeType[]) {
    this.live = live;
    this.outcomes = outcomes;
    this.brokenCount = outcomes.filter(({ broken }) => broken).length;
  }
}

export const CheckGoldenQueriesResult = createUnionType({
  name: 'CheckGoldenQueriesResult',
  description: 'How the golden queries go, or what is wrong or missing.',
  types: () => [GoldenQueryReport, InvalidWeights, ProfileNotFound, ProfileVersionNotFound, NothingToCompare] as const,
});
