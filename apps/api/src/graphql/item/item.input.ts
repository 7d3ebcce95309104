import { Field, Float, ID, InputType } from 'type-graphql';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';

@InputType('MoneyInput', { description: 'An amount in a currency.' })
export class MoneyInput {
  @Field(() => Float, { description: "In the currency's main unit, at least 0; 0 means free." })
  readonly amount!: number;

  @Field(() => String, { nullable: true, description: "ISO 4217 code; the catalog's where absent." })
  readonly currency?: string | null;
}

@InputType('AttributeInput', { description: 'One value is a category, several are tags; `number` for a number.' })
export class AttributeInput {
  @Field(() => String, { description: 'Name of the attribute.' })
  readonly name!: string;

  @Field(() => [String], { nullable: true, description: 'A category (one value) or tags (several).' })
  readonly values?: readonly string[] | null;

  @Field(() => Float, { nullable: true, description: 'The number, instead of `values`.' })
  readonly number?: number | null;
}

@InputType('ItemInput', { description: 'An item, whole: what is left out is taken away from an item that exists.' })
export class ItemInputType {
  @Field(() => ID, { description: 'Unique in the catalog, 1 to 200 characters, kept as given.' })
  readonly id!: string;

  @Field(() => String, { description: 'Title.' })
  readonly title!: string;

  @Field(() => String, { nullable: true, description: 'Description, as plain text.' })
  readonly description?: string | null;

  @Field(() => MoneyInput, { nullable: true, description: 'Leave it out where no price is known.' })
  readonly price?: MoneyInput | null;

  @Field(() => String, { nullable: true, description: 'Brand.' })
  readonly brand?: string | null;

  @Field(() => [String], { nullable: true, description: 'From the root: ["Women", "Shoes", "Boots"].' })
  readonly section?: readonly string[] | null;

  @Field(() => [AttributeInput], { nullable: true, description: 'Further properties; each name once.' })
  readonly attributes?: readonly AttributeInput[] | null;

  @Field(() => [String], { nullable: true, description: 'Photo URLs, main photo first.' })
  readonly images?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'URLs of sound clips, WAV or MP3.' })
  readonly audio?: readonly string[] | null;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether it can be bought now.' })
  readonly available!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it came into the catalog; now, or what it was, where absent.',
  })
  readonly createdAt?: Date | null;
}
