import { Field, Float, Int, ObjectType } from 'type-graphql';
import { ItemType } from '../item/item.type.ts';

@ObjectType('ComparedResult', { simpleResolvers: true, description: 'A result on one side of a comparison.' })
export class ComparedResult {
  @Field(() => ItemType, { description: 'The item.' })
  readonly item!: ItemType;

  @Field(() => Float, { description: 'Its score under the weights of this side.' })
  readonly score!: number;

  @Field(() => Int, { description: 'Its rank on this side, from 1.' })
  readonly rank!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Its rank on the other side; null where it is not among the results.',
  })
  readonly otherRank!: number | null;
}

@ObjectType('ComparedSource', { simpleResolvers: true, description: 'An item with its results before and after.' })
export class ComparedSource {
  @Field(() => ItemType, { description: 'The item whose neighbours were looked up.' })
  readonly source!: ItemType;

  @Field(() => Float, { description: 'Rank-biased overlap of the two lists, 0 to 1.' })
  readonly rankOverlap!: number;

  @Field(() => Int, { description: 'How many of the results are others.' })
  readonly changed!: number;

  @Field(() => [ComparedResult], { description: 'With what is live, best first; empty where nothing can be compared.' })
  readonly live!: readonly ComparedResult[];

  @Field(() => [ComparedResult], { description: 'With the draft.' })
  readonly draft!: readonly ComparedResult[];
}

@ObjectType('MovedItem', {
  simpleResolvers: true,
  description: 'An item that comes into, or drops out of, the results of some items.',
})
export class MovedItem {
  @Field(() => ItemType, { description: 'The item that comes or goes.' })
  readonly item!: ItemType;

  @Field(() => Int, { description: 'In the results of how many items of the sample.' })
  readonly sourceCount!: number;

  @Field(() => [ItemType], { description: 'The first ten of those.' })
  readonly sources!: readonly ItemType[];
}

@ObjectType('MovedItems', { simpleResolvers: true, description: 'Items that come or go.' })
export class MovedItemsType {
  @Field(() => Int, { description: 'How many different ones.' })
  readonly total!: number;

  @Field(() => [MovedItem], { description: 'Those of the most sources first.' })
  readonly top!: readonly MovedItem[];
}
