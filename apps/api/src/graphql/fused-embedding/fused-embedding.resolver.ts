import { InvalidDimensionsError, type EmbeddingForm, type ItemEmbedding } from '@kindred/embedding-pipeline';
import { blockSpans, LayoutNotFoundError } from '@kindred/fusion';
import { Arg, Authorized, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { Permission } from '../../auth/permissions.ts';
import { badUserInput, checkName } from '../bad-user-input.ts';
import type { GraphqlContext } from '../context.ts';
import { ItemNotFound } from '../problem/problem.type.ts';
import { FusedEmbedding, FusedEmbeddingResult, type EmbeddingReductionType } from './fused-embedding.type.ts';

@Resolver()
export class FusedEmbeddingResolver {
  @Authorized<Permission>('read')
  @Query(() => FusedEmbeddingResult, {
    description:
      "An item's fused embedding, whole and unweighted, or cut to fewer dimensions. The first time that fewer are asked for after the\nlayout was fitted, principal components are learned on the catalog, which takes seconds.",
  })
  async fusedEmbedding(
    @Arg('itemId', () => ID, { description: 'The item.' }) itemId: string,
    @Arg('dimensions', () => Int, { nullable: true, description: '1 to 512, or all of them; all where absent.' })
    dimensions: number | null,
    @Ctx() { application, catalog }: GraphqlContext,
  ): Promise<typeof FusedEmbeddingResult> {
    checkName('itemId', itemId);
    try {
      const form = await application.embeddings.open({ catalog, ...(dimensions === null ? {} : { dimensions }) });
      const found = await application.embeddings.find(form, itemId);
      return found === undefined ? new ItemNotFound(itemId, catalog) : present(form, found);
    } catch (error) {
      if (error instanceof LayoutNotFoundError) return new ItemNotFound(itemId, catalog);
      throw error instanceof InvalidDimensionsError ? badUserInput('dimensions', error.message) : error;
    }
  }
}

function present(form: EmbeddingForm, { itemId, vector, imputed }: ItemEmbedding): FusedEmbedding {
  const { layout } = form.stored;
  return new FusedEmbedding({
    itemId,
    layout: layout.hash,
    dimension: form.dimension,
    values: Array.from(vector),
    blocks: blockSpans(layout).map(({ modality, offset, dimension }) => ({
      modality,
      offset,
      dimension,
      imputed: imputed.includes(modality),
    })),
    reduction: presentReduction(form),
  });
}

function presentReduction({ reduction, dimension, stored }: EmbeddingForm): EmbeddingReductionType | null {
  if (reduction === undefined) return null;
  const { varianceShares, neighbourRecalls, learnedOn, comparedWith } = reduction.statistics;
  return {
    varianceShare: varianceShares[dimension - 1] ?? 0,
    neighbourRecallAt10: neighbourRecalls[dimension - 1] ?? 0,
    learnedOn,
    comparedWith,
    scales: stored.layout.blocks.map(({ modality }) => ({
      modality,
      effectiveWeight: reduction.effectiveWeights[modality] ?? 0,
    })),
  };
}
