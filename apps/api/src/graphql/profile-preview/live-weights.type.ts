import type { LiveWeights } from '@kindred/profile-publishing';
import { Field, Int, ObjectType } from 'type-graphql';
import { WeightsScalar } from '../scalars/weights.scalar.ts';

@ObjectType('LiveWeights', { simpleResolvers: true, description: 'What queries use at present.' })
export class LiveWeightsType {
  @Field(() => WeightsScalar, { description: 'The weights.' })
  readonly weights: Readonly<Record<string, number>>;

  @Field(() => String, {
    nullable: true,
    description: 'Whose published version they are; null: nothing is published and all modalities weigh the same.',
  })
  readonly profile: string | null;

  @Field(() => Int, { nullable: true, description: 'That version.' })
  readonly version: number | null;

  constructor({ weights, profile = undefined, version = undefined }: LiveWeights) {
    this.weights = weights;
    this.profile = profile ?? null;
    this.version = version ?? null;
  }
}
