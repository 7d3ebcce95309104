import { ArgsType, Field, Int } from 'type-graphql';
import { WeightsScalar } from '../scalars/weights.scalar.ts';

@ArgsType()
export class ComparedProfileArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Compare with the published version of this profile; null, or where it has none: with what queries without a profile use.',
  })
  readonly profile?: string | null;

  @Field(() => Int, { nullable: true, description: 'A version of the profile. Give either it or `weights`.' })
  readonly version?: number | null;

  @Field(() => WeightsScalar, { nullable: true, description: 'Weights that nobody has saved yet.' })
  readonly weights?: Readonly<Record<string, number>> | null;
}
