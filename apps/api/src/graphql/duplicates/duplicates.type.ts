import { Field, Float, ObjectType, createUnionType, registerEnumType } from 'type-graphql';
import { ItemType } from '../item/item.type.ts';
import { ItemNotFound } from '../problem/problem.type.ts';

export const DuplicateEvidence = { PHOTO: 'PHOTO', TEXT: 'TEXT' } as const;
registerEnumType(DuplicateEvidence, {
  name: 'DuplicateEvidence',
  description: 'What speaks for two items being the same.',
  valuesConfig: {
    PHOTO: { description: 'A photo of one is close to a photo of the other.' },
    TEXT: { description: 'Title and description are close.' },
  },
});

@ObjectType('DuplicateMatch', {
  simpleResolvers: true,
  description: 'An item that may be the same as the one asked about.',
})
export class DuplicateMatch {
  @Field(() => ItemType, { description: 'The other item.' })
  readonly item!: ItemType;

  @Field(() => Float, {
    nullable: true,
    description: 'Cosine of the closest pair of photos; null where one has no photo.',
  })
  readonly photoSimilarity!: number | null;

  @Field(() => Float, { nullable: true, description: 'Cosine of the texts; null where one has no text.' })
  readonly textSimilarity!: number | null;

  @Field(() => [DuplicateEvidence], { description: 'Which thresholds were reached.' })
  readonly evidence!: readonly (keyof typeof DuplicateEvidence)[];
}

@ObjectType('DuplicateMatches', { simpleResolvers: true, description: 'Items that reach a threshold, closest first.' })
export class DuplicateMatches {
  @Field(() => [DuplicateMatch], { description: 'The matches; empty where nothing reaches a threshold.' })
  readonly matches: readonly DuplicateMatch[];

  constructor(matches: readonly DuplicateMatch[]) {
    this.matches = matches;
  }
}

export const DuplicatesResult = createUnionType({
  name: 'DuplicatesResult',
  description: 'Possible duplicates, or why there are none.',
  types: () => [DuplicateMatches, ItemNotFound] as const,
});
