import { ArgsType, Field } from 'type-graphql';

@ArgsType()
export class ChangeArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Who does it, where no API key is used; with a key its name is the author.',
  })
  readonly author?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, for those who look at the history; up to 2,000 characters.',
  })
  readonly reason?: string | null;
}
