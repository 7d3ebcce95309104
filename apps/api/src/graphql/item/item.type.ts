import type { Item } from '@kindred/catalog';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';

@ObjectType('Money', { simpleResolvers: true, description: 'An amount in a currency.' })
export class MoneyType {
  @Field(() => Float, { description: "In the currency's main unit; 0 means free." })
  readonly amount!: number;

  @Field(() => String, { description: 'ISO 4217 code.' })
  readonly currency!: string;
}

@ObjectType('Attribute', { simpleResolvers: true, description: 'A further property of an item.' })
export class AttributeType {
  @Field(() => String, { description: 'Its name, such as `color`.' })
  readonly name!: string;

  @Field(() => [String], { description: 'One value for a category, several for tags, the digits for a number.' })
  readonly values!: readonly string[];

  @Field(() => Float, { nullable: true, description: 'The number, where it is one.' })
  readonly number!: number | null;
}

/** What the `url` resolver needs to know, besides what clients see. */
@ObjectType('ItemImage', { simpleResolvers: true, description: 'A photo of an item.' })
export class ItemImageType {
  readonly itemId!: string;
  readonly catalog!: string;
  /** Position among the item's photos, from 0. */
  readonly index!: number;
  /** Changes when the photo changes. */
  readonly fingerprint!: string;

  @Field(() => String, { nullable: true, description: 'Why the photo has no embedding; null when it has one.' })
  readonly failure!: string | null;
}

@ObjectType('ItemClip', { simpleResolvers: true, description: "A clip of an item's sound." })
export class ItemClipType {
  @Field(() => Boolean, { description: 'Whether searches by sound find the item by it.' })
  readonly embedded!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why the clip could not be embedded; null where nothing failed.',
  })
  readonly failure!: string | null;
}

@ObjectType('Item', { simpleResolvers: true, description: 'What is recommended.' })
export class ItemType {
  @Field(() => ID, { description: 'Unique in the catalog, kept as given: "007" stays "007".' })
  readonly id!: string;

  @Field(() => String, { description: 'Title.' })
  readonly title!: string;

  @Field(() => String, { nullable: true, description: 'Description, as plain text.' })
  readonly description!: string | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Null means that no price is known, which is not the same as free.',
  })
  readonly price!: MoneyType | null;

  @Field(() => String, { nullable: true, description: 'Brand, as it was given.' })
  readonly brand!: string | null;

  @Field(() => [String], { description: 'From the root: ["Women", "Shoes", "Boots"]. Empty: no section.' })
  readonly section!: readonly string[];

  @Field(() => [AttributeType], { description: 'Further properties, by name.' })
  readonly attributes!: readonly AttributeType[];

  @Field(() => [ItemImageType], { description: 'Photos, main photo first.' })
  readonly images!: readonly ItemImageType[];

  @Field(() => [ItemClipType], { description: 'Clips of its sound.' })
  readonly audio!: readonly ItemClipType[];

  @Field(() => Boolean, { description: 'Whether it can be bought now.' })
  readonly available!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it came into the catalog; new arrivals go by it.' })
  readonly createdAt!: Item['createdAt'];

  @Field(() => DateTimeScalar, { description: 'When it was written last.' })
  readonly updatedAt!: Item['updatedAt'];
}

@ObjectType('PageInfo', { simpleResolvers: true, description: 'Where a page ends.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow.' })
  readonly hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Give it as `after` to get the next page; null for an empty page.',
  })
  readonly endCursor!: string | null;
}

@ObjectType('ItemEdge', { simpleResolvers: true, description: 'An item in a page.' })
export class ItemEdge {
  @Field(() => ItemType, { description: 'The item.' })
  readonly node!: ItemType;

  @Field(() => String, {
    description: 'Continues behind this item when given as `after`; stays valid when items come and go.',
  })
  readonly cursor!: string;
}

@ObjectType('ItemConnection', { simpleResolvers: true, description: 'A page of items.' })
export class ItemConnection {
  @Field(() => [ItemEdge], { description: 'The items, in order.' })
  readonly edges!: readonly ItemEdge[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { description: 'Items that match the filter, on all pages.' })
  readonly totalCount!: number;
}
