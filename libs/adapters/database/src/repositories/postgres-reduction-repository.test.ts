import type { EmbeddingReduction } from '@kindred/fusion';
import { expect, it } from 'vitest';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';

function reductionOf(changes: Partial<EmbeddingReduction> = {}): EmbeddingReduction {
  return {
    layoutHash: 'aa',
    weights: { image: 1, price: 0.1 + 0.2 },
    rank: 2,
    effectiveWeights: { image: 1 / 3, price: 2 / 3 },
    components: [Float32Array.of(0.1, -0, 1e-45), Float32Array.of(1, 2, 3)],
    statistics: {
      varianceShares: [0.5, 0.75],
      neighbourRecalls: [0.1, 1],
      learnedOn: 9,
      comparedWith: 10,
      layoutItemCount: 11,
    },
    ...changes,
  };
}

describeWithDatabase('PostgresReductionRepository', (open) => {
  const withLayout = async () => {
    const { database } = open();
    const catalog = await open().newCatalog();
    const layout = { hash: 'aa', blocks: [{ modality: 'image', dimension: 3, encoderId: 'm' }] };
    const statistics = { logPriceRanges: {}, spreads: {}, itemCount: 11 };
    await database.layouts.save(catalog, { layout, statistics, means: new Map() });
    return { catalog, reductions: database.reductions };
  };

  it('gives back what was saved, under the same weights in any order, and nothing under others', async () => {
    const { catalog, reductions } = await withLayout();
    const saved = reductionOf();
    await reductions.save(catalog, saved);
    const key = { layoutHash: 'aa', weights: { price: 0.1 + 0.2, image: 1 }, rank: 2 };
    expect(await reductions.find(catalog, key)).toEqual(saved);
    expect(await reductions.find(catalog, { ...key, weights: { image: 1 } })).toBeUndefined();
    expect(await reductions.find(catalog, { ...key, rank: 3 })).toBeUndefined();
    expect(await reductions.find(catalog, { ...key, layoutHash: 'bb' })).toBeUndefined();
    expect(await reductions.find(await open().newCatalog(), key)).toBeUndefined();
  });

  it('replaces, one beside the other for other weights', async () => {
    const { catalog, reductions } = await withLayout();
    const other = reductionOf({ weights: { image: 1 } });
    await reductions.save(catalog, reductionOf());
    await reductions.save(catalog, other);
    const again = reductionOf({ components: [Float32Array.of(1, 0, 0), Float32Array.of(0, 1, 0)] });
    await reductions.save(catalog, again);
    expect(await reductions.find(catalog, again)).toEqual(again);
    expect(await reductions.find(catalog, other)).toEqual(other);
  });

  it('refuses one of a layout that is not there', async () => {
    const { catalog, reductions } = await withLayout();
    for (const layoutHash of ['bb', '\0'])
      await expect(reductions.save(catalog, reductionOf({ layoutHash }))).rejects.toMatchObject({
        code: 'LAYOUT_NOT_FOUND',
      });
  });
});
