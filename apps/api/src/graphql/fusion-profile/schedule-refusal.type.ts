import { Field, ObjectType } from 'type-graphql';

@ObjectType('ScheduleRefusal', {
  simpleResolvers: true,
  description: 'Why a schedule that fell due published nothing.',
})
export class ScheduleRefusalType {
  @Field(() => String, { description: 'In a sentence.' })
  readonly problem!: string;

  @Field(() => [String], {
    description: 'Names of the golden queries that it would have broken; none where they could not be tried.',
  })
  readonly brokenGoldenQueries!: readonly string[];
}
