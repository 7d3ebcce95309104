import { Field, Float, ID, InputType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';

export const ItemSortBy = { ID: 'ID', TITLE: 'TITLE', PRICE: 'PRICE', CREATED_AT: 'CREATED_AT' } as const;
registerEnumType(ItemSortBy, {
  name: 'ItemSortBy',
  description: 'What items are sorted by; ties go by id.',
  valuesConfig: {
    ID: { description: 'Id, in code-point order.' },
    TITLE: { description: 'Title, in code-point order.' },
    PRICE: { description: 'Amount of the price; items without a price come last.' },
    CREATED_AT: { description: 'When the item came into the catalog.' },
  },
});

@InputType('ItemSortInput', { description: 'In which order items come.' })
export class ItemSortInput {
  @Field(() => ItemSortBy, { description: 'What they are sorted by.' })
  readonly by!: keyof typeof ItemSortBy;

  @Field(() => Boolean, { defaultValue: false, description: 'Largest, last or newest first.' })
  readonly descending!: boolean;
}

@InputType('PriceRangeInput', { description: "Both ends inclusive; `currency` defaults to the catalog's." })
export class PriceRangeInput {
  @Field(() => Float, { nullable: true, description: 'Lowest amount.' })
  readonly min?: number | null;

  @Field(() => Float, { nullable: true, description: 'Highest amount.' })
  readonly max?: number | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217 code; prices in other currencies never match.' })
  readonly currency?: string | null;
}

@InputType('AttributeFilterInput', { description: 'Give `anyOf`, or `min` and/or `max`.' })
export class AttributeFilterInput {
  @Field(() => String, { description: 'Name of the attribute.' })
  readonly name!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'One of these values; a list of tags matches if it has one of them.',
  })
  readonly anyOf?: readonly string[] | null;

  @Field(() => Float, { nullable: true, description: 'Lowest number, inclusive.' })
  readonly min?: number | null;

  @Field(() => Float, { nullable: true, description: 'Highest number, inclusive.' })
  readonly max?: number | null;
}

@InputType('ItemFilterInput', { description: 'All given conditions must hold.' })
export class ItemFilterInput {
  @Field(() => [String], { nullable: true, description: 'The section and everything below it.' })
  readonly section?: readonly string[] | null;

  @Field(() => PriceRangeInput, { nullable: true, description: 'Items without a price never match.' })
  readonly price?: PriceRangeInput | null;

  @Field(() => [String], {
    nullable: true,
    description: 'One of these brands; case, accents and legal forms do not matter.',
  })
  readonly brand?: readonly string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it can be bought now.' })
  readonly available?: boolean | null;

  @Field(() => [AttributeFilterInput], { nullable: true, description: 'Conditions on attributes; each must hold.' })
  readonly attributes?: readonly AttributeFilterInput[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Came into the catalog strictly later.' })
  readonly createdAfter?: Date | null;

  @Field(() => [ID], { nullable: true, description: 'One of these items.' })
  readonly ids?: readonly string[] | null;

  @Field(() => [ItemFilterInput], { nullable: true, description: 'All of these hold.' })
  readonly and?: readonly ItemFilterInput[] | null;

  @Field(() => [ItemFilterInput], {
    nullable: true,
    description: 'At least one of these holds; an empty list never does.',
  })
  readonly or?: readonly ItemFilterInput[] | null;

  @Field(() => ItemFilterInput, { nullable: true, description: 'This does not hold.' })
  readonly not?: ItemFilterInput | null;
}
