import { Field, ObjectType } from 'type-graphql';
import { GoldenQueryOutcomeType } from '../golden-query/golden-query-outcome.type.ts';
import { Problem } from '../problem/problem.type.ts';

@ObjectType('GoldenQueriesBroken', {
  implements: Problem,
  simpleResolvers: true,
  description: 'Golden queries that pass now would fail, and the caller asked to refuse then. Nothing was published.',
})
export class GoldenQueriesBroken extends Problem {
  @Field(() => [GoldenQueryOutcomeType], { description: 'Those that would break, by name.' })
  readonly broken: readonly GoldenQueryOutcomeType[];

  constructor(message: string, broken: readonly GoldenQueryOutcomeType[]) {
    super(message);
    this.broken = broken;
  }
}
