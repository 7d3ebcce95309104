import type { Catalog } from '@kindred/catalog';
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('Modality', {
  simpleResolvers: true,
  description: 'One source of similarity, such as photo, words or price.',
})
export class ModalityType {
  @Field(() => String, { description: 'The key used in weights: `image`, `text`, `price`, `brand`, `section`.' })
  readonly name!: string;

  @Field(() => String, { description: 'Label for people: "Photo", "Words" …' })
  readonly label!: string;

  @Field(() => Int, { description: 'Numbers in its block of the embedding.' })
  readonly dimension!: number;

  @Field(() => String, { description: 'Identity of what turns a value into a vector: model, revision, preparation.' })
  readonly encoder!: string;
}

@ObjectType('BrandCount', { simpleResolvers: true, description: 'A brand and how many items it has.' })
export class BrandCount {
  @Field(() => String, { description: 'The brand as items spell it.' })
  readonly name!: string;

  @Field(() => Int, { description: 'Items of that brand.' })
  readonly count!: number;
}

@ObjectType('SectionCount', { simpleResolvers: true, description: 'A section and how many items it has.' })
export class SectionCount {
  @Field(() => [String], { description: 'From the root: ["Women", "Shoes", "Boots"].' })
  readonly path!: readonly string[];

  @Field(() => Int, { description: 'Items in exactly that section.' })
  readonly count!: number;
}

@ObjectType('Catalog', {
  simpleResolvers: true,
  description: 'A named, isolated set of items, users, profiles and vectors.',
})
export class CatalogType {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: Catalog['name'];

  @Field(() => String, { description: 'ISO 4217 code that prices have where none is named.' })
  readonly currency!: Catalog['currency'];
}
