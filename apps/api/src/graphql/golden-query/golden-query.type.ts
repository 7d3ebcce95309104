import type { GoldenQuery } from '@kindred/catalog';
import { Field, ID, Int, ObjectType, createUnionType } from 'type-graphql';
import { ItemNotFound, Problem, ProfileNotFound } from '../problem/problem.type.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';

@ObjectType('GoldenQuery', {
  simpleResolvers: true,
  description: 'A saved search and the items that must be among its first results, whatever the weights.',
})
export class GoldenQueryType {
  @Field(() => String, { description: 'Unique in the catalog, for people.' })
  readonly name: string;

  @Field(() => ID, { nullable: true, description: 'Like this item; null where the source is a text.' })
  readonly itemId: string | null;

  @Field(() => String, { nullable: true, description: 'Like these words; null where the source is an item.' })
  readonly text: string | null;

  @Field(() => [ID], { description: 'Each must be found.' })
  readonly expectedItemIds: readonly string[];

  @Field(() => Int, { description: 'Within so many first results.' })
  readonly limit: number;

  @Field(() => String, { nullable: true, description: 'The only profile that it is about; null: all.' })
  readonly profile: string | null;

  @Field(() => String, { nullable: true, description: 'Who saved it last.' })
  readonly author: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was saved last.' })
  readonly updatedAt: Date;

  constructor({ name, source, expectedItemIds, limit, profile, author, createdAt, updatedAt }: GoldenQuery) {
    this.name = name;
    this.itemId = source.kind === 'item' ? source.itemId : null;
    this.text = source.kind === 'text' ? source.text : null;
    this.expectedItemIds = expectedItemIds;
    this.limit = limit;
    this.profile = profile ?? null;
    this.author = author ?? null;
    this.createdAt = createdAt;
    this.updatedAt = updatedAt;
  }
}

@ObjectType('GoldenQueryDeleted', { simpleResolvers: true, description: 'It is gone.' })
export class GoldenQueryDeleted {
  @Field(() => String, { description: 'Its name.' })
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

@ObjectType('GoldenQueryNotFound', {
  implements: Problem,
  simpleResolvers: true,
  description: 'The catalog has no golden query of that name.',
})
export class GoldenQueryNotFound extends Problem {
  @Field(() => String, { description: 'The name that was asked for.' })
  readonly name: string;

  constructor(name: string, catalog: string) {
    super(`Catalog '${catalog}' has no golden query '${name}'. goldenQueries lists them.`);
    this.name = name;
  }
}

@ObjectType('TooManyGoldenQueries', {
  implements: Problem,
  simpleResolvers: true,
  description: 'The catalog has as many as it may have.',
})
export class TooManyGoldenQueries extends Problem {}

export const SaveGoldenQueryResult = createUnionType({
  name: 'SaveGoldenQueryResult',
  description: 'The golden query, or what is missing.',
  types: () => [GoldenQueryType, ItemNotFound, ProfileNotFound, TooManyGoldenQueries] as const,
});

export const DeleteGoldenQueryResult = createUnionType({
  name: 'DeleteGoldenQueryResult',
  description: 'That it is gone, or that there was none.',
  types: () => [GoldenQueryDeleted, GoldenQueryNotFound] as const,
});
