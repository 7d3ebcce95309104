import { Field, ObjectType } from 'type-graphql';
import { Problem } from '../problem/problem.type.ts';
import { FusionProfileType } from './fusion-profile.type.ts';

@ObjectType('ProfileConflict', {
  implements: Problem,
  simpleResolvers: true,
  description: 'Someone else changed the profile since the caller looked at it. Nothing was done.',
})
export class ProfileConflict extends Problem {
  @Field(() => FusionProfileType, {
    description: 'The profile as it is now; without versions where there is none of that name.',
  })
  readonly current: FusionProfileType;

  constructor(message: string, current: FusionProfileType) {
    super(message);
    this.current = current;
  }
}
