import { Field, Float, Int, ObjectType, createUnionType } from 'type-graphql';
import { ProfileNotFound, ProfileVersionNotFound } from '../problem/problem.type.ts';

@ObjectType('WeightDifference', { simpleResolvers: true, description: "What became of one modality's weight." })
export class WeightDifferenceType {
  @Field(() => String, { description: 'The modality.' })
  readonly modality!: string;

  @Field(() => Float, { description: 'As it was set; 0 where it had none.' })
  readonly before!: number;

  @Field(() => Float, { description: 'As it is set; 0 where it has none.' })
  readonly after!: number;

  @Field(() => Float, { description: 'after - before.' })
  readonly change!: number;

  @Field(() => Float, { description: 'Signed share of the sum of absolute weights, in [-1, 1].' })
  readonly beforeShare!: number;

  @Field(() => Float, { description: 'The same of the weights after.' })
  readonly afterShare!: number;

  @Field(() => Float, {
    description: 'afterShare - beforeShare: what changes in effect, since only proportions count.',
  })
  readonly shareChange!: number;
}

@ObjectType('FusionProfileDiff', { simpleResolvers: true, description: 'Two versions of a profile, side by side.' })
export class FusionProfileDiff {
  @Field(() => String, { description: 'The profile.' })
  readonly name: string;

  @Field(() => Int, { description: 'The version before.' })
  readonly from: number;

  @Field(() => Int, { description: 'The version after.' })
  readonly to: number;

  @Field(() => [WeightDifferenceType], { description: 'One entry per modality that either version names.' })
  readonly weights: readonly WeightDifferenceType[];

  constructor(name: string, [from, to]: readonly [number, number], weights: readonly WeightDifferenceType[]) {
    this.name = name;
    this.from = from;
    this.to = to;
    this.weights = weights;
  }
}

export const FusionProfileDiffResult = createUnionType({
  name: 'FusionProfileDiffResult',
  description: 'What differs, or what is missing.',
  types: () => [FusionProfileDiff, ProfileNotFound, ProfileVersionNotFound] as const,
});
