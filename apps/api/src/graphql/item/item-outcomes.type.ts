import { Field, ID, Int, ObjectType, createUnionType } from 'type-graphql';
import { FieldProblem, ItemNotFound } from '../problem/problem.type.ts';
import { ItemType } from './item.type.ts';

@ObjectType('ItemUpserted', { simpleResolvers: true, description: 'The item is stored, embedded and searchable.' })
export class ItemUpserted {
  @Field(() => ItemType, { description: 'The item as it is stored.' })
  readonly item: ItemType;

  @Field(() => [String], {
    description: 'Things to know that did not stop the item: a photo that could not be read, say.',
  })
  readonly warnings: readonly string[];

  constructor(item: ItemType, warnings: readonly string[]) {
    this.item = item;
    this.warnings = warnings;
  }
}

@ObjectType('ItemRejected', {
  simpleResolvers: true,
  description: 'The item was not stored; the others of the call were.',
})
export class ItemRejected {
  @Field(() => ID, { description: 'Its id, as given.' })
  readonly id: string;

  @Field(() => Int, { description: 'Its position in the call, from 0.' })
  readonly index: number;

  @Field(() => [FieldProblem], { description: 'Everything that is wrong with it.' })
  readonly problems: readonly FieldProblem[];

  constructor(id: string, index: number, problems: readonly FieldProblem[]) {
    this.id = id;
    this.index = index;
    this.problems = problems;
  }
}

@ObjectType('ItemDeleted', { simpleResolvers: true, description: 'The item is gone, from searches too.' })
export class ItemDeleted {
  @Field(() => ID, { description: 'Its id.' })
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export const UpsertItemOutcome = createUnionType({
  name: 'UpsertItemOutcome',
  description: 'What became of one item, in the order of the call.',
  types: () => [ItemUpserted, ItemRejected] as const,
});

export const DeleteItemOutcome = createUnionType({
  name: 'DeleteItemOutcome',
  description: 'What became of one id, in the order of the call.',
  types: () => [ItemDeleted, ItemNotFound] as const,
});
