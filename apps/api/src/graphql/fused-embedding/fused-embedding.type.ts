import { Field, Float, ID, Int, ObjectType, createUnionType } from 'type-graphql';
import { ItemNotFound } from '../problem/problem.type.ts';

@ObjectType('EmbeddingBlock', {
  simpleResolvers: true,
  description: "One modality's part of the whole fused embedding.",
})
export class EmbeddingBlock {
  @Field(() => String, { description: 'The modality.' })
  readonly modality!: string;

  @Field(() => Int, { description: 'Index of its first value in the whole embedding, from 0.' })
  readonly offset!: number;

  @Field(() => Int, { description: 'Number of its values.' })
  readonly dimension!: number;

  @Field(() => Boolean, { description: "True where the item lacks the modality and its section's mean stands in." })
  readonly imputed!: boolean;
}

@ObjectType('EmbeddingScale', {
  simpleResolvers: true,
  description: 'By what a block was scaled before it was reduced.',
})
export class EmbeddingScale {
  @Field(() => String, { description: 'The modality.' })
  readonly modality!: string;

  @Field(() => Float, { description: 'The block was multiplied by the square root of it.' })
  readonly effectiveWeight!: number;
}

@ObjectType('EmbeddingReduction', {
  simpleResolvers: true,
  description:
    'How an embedding was cut to fewer dimensions: blocks scaled for equal influence, then their coordinates along the principal components of the catalog. A dot product of two is the score with equal weights, nearly and but for a constant.',
})
export class EmbeddingReductionType {
  @Field(() => Float, { description: 'Share of the variance that these dimensions keep, in [0, 1].' })
  readonly varianceShare!: number;

  @Field(() => Float, {
    description: 'Share of the ten nearest neighbours that are still among the ten nearest, in [0, 1], on a sample.',
  })
  readonly neighbourRecallAt10!: number;

  @Field(() => Int, { description: 'Items that the components were learned on.' })
  readonly learnedOn!: number;

  @Field(() => Int, { description: 'Items among which neighbours were compared.' })
  readonly comparedWith!: number;

  @Field(() => [EmbeddingScale], { description: 'By what blocks were scaled.' })
  readonly scales!: readonly EmbeddingScale[];
}

@ObjectType('FusedEmbedding', {
  simpleResolvers: true,
  description: "An item's embedding, the same as in `kindred export embeddings`.",
})
export class FusedEmbedding {
  @Field(() => ID, { description: 'The item.' })
  readonly itemId: string;

  @Field(() => String, { description: 'Hash of the layout: vectors of two layouts can not be compared.' })
  readonly layout: string;

  @Field(() => Int, { description: 'Number of values.' })
  readonly dimension: number;

  @Field(() => [Float], { description: 'The vector, in single precision.' })
  readonly values: readonly number[];

  @Field(() => [EmbeddingBlock], { description: 'The blocks of the whole embedding, in its order.' })
  readonly blocks: readonly EmbeddingBlock[];

  @Field(() => EmbeddingReductionType, {
    nullable: true,
    description: 'Null where the embedding is whole and unweighted.',
  })
  readonly reduction: EmbeddingReductionType | null;

  constructor(embedding: FusedEmbedding) {
    this.itemId = embedding.itemId;
    this.layout = embedding.layout;
    this.dimension = embedding.dimension;
    this.values = embedding.values;
    this.blocks = embedding.blocks;
    this.reduction = embedding.reduction;
  }
}

export const FusedEmbeddingResult = createUnionType({
  name: 'FusedEmbeddingResult',
  description: 'The embedding, or why there is none.',
  types: () => [FusedEmbedding, ItemNotFound] as const,
});
