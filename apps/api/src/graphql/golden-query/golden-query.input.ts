import { Field, ID, InputType, Int } from 'type-graphql';

@InputType('GoldenQueryInput', { description: 'A search and what it must find. Exactly one of `itemId` and `text`.' })
export class GoldenQueryInput {
  @Field(() => String, { description: 'Its name; one of that name is replaced.' })
  readonly name!: string;

  @Field(() => ID, { nullable: true, description: 'Like this item.' })
  readonly itemId?: string | null;

  @Field(() => String, { nullable: true, description: 'Like these words.' })
  readonly text?: string | null;

  @Field(() => [ID], { description: 'Items that must be found, 1 to 20.' })
  readonly expectedItemIds!: string[];

  @Field(() => Int, { defaultValue: 10, description: 'Within so many first results, 1 to 100.' })
  readonly limit!: number;

  @Field(() => String, { nullable: true, description: 'The only profile that it is about; null: all.' })
  readonly profile?: string | null;
}
