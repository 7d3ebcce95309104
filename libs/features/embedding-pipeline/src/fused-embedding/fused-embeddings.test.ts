import { layoutDimension, scaleBlocks } from '@kindred/fusion';
import { dot } from '@kindred/vector-math';
import { beforeAll, describe, expect, it } from 'vitest';
import { InMemoryReductionRepository, inputOf, PipelineFixture } from '../testing/index.ts';
import { FusedEmbeddings, type EmbeddingForm, type ItemEmbedding } from './fused-embeddings.ts';

const SHOP = 'shop';
const fixture = new PipelineFixture();
const pipeline = fixture.openPipeline();
const reductions = new InMemoryReductionRepository();
const openEmbeddings = (kept = reductions) =>
  new FusedEmbeddings({ ...fixture, layouts: pipeline.layouts, reductions: kept });
const embeddings = openEmbeddings();

beforeAll(async () => {
  const inputs = Array.from({ length: 120 }, (_, n) =>
    inputOf(n, n % 10 === 3 ? { images: [], brand: undefined } : {}),
  );
  await pipeline.intake.upsert(SHOP, inputs);
});

async function all(form: EmbeddingForm): Promise<ItemEmbedding[]> {
  const found: ItemEmbedding[] = [];
  for await (const batch of embeddings.stream(form)) found.push(...batch);
  return found;
}

async function storedPoints() {
  const { collection, stored } = (await pipeline.layouts.findActive(SHOP))!;
  return { stored, points: await fixture.store.fetch(collection, [...fixture.tables.itemsOf(SHOP).keys()]) };
}

describe('FusedEmbeddings', () => {
  it('streams what the vector store holds, unweighted, every item once and by id', async () => {
    const found = await all(await embeddings.open({ catalog: SHOP }));
    const { points, stored } = await storedPoints();
    expect(found.map(({ itemId }) => itemId)).toEqual([...points.keys()].sort());
    for (const { itemId, vector, imputed } of found) {
      expect(vector).toEqual(points.get(itemId)?.vector);
      expect(vector).toHaveLength(layoutDimension(stored.layout));
      expect(imputed).toEqual(points.get(itemId)?.imputed);
    }
    expect(found.find(({ itemId }) => itemId === 'item-13')?.imputed).toEqual(['image', 'brand']);
  });

  it('with weights, makes dot products scores: those that a search gives', async () => {
    const weights = { text: 0.7, price: 0.3 };
    const form = await embeddings.open({ catalog: SHOP, weights });
    const [first, second] = await all(form);
    const { points, stored } = await storedPoints();
    const { collection } = (await pipeline.layouts.findActive(SHOP))!;
    const effective = stored.layout.blocks.map(({ modality }) => form.effectiveWeights?.[modality] ?? 0);
    const query = { vector: points.get(first!.itemId)!.vector, weights: effective, limit: 1000 };
    const found = await fixture.store.search(collection, query);
    const score = found.points.find(({ itemId }) => itemId === second!.itemId)?.score;
    expect(dot(first!.vector, second!.vector)).toBeCloseTo(score!, 5);
  });

  it('cuts dimensions: fewer are the first of more, and dot products are scores but for a constant', async () => {
    const small = await embeddings.open({ catalog: SHOP, dimensions: 8 });
    const large = await embeddings.open({ catalog: SHOP, dimensions: 100 });
    const [few, many] = [await all(small), await all(large)];
    few.forEach(({ vector }, index) => expect(vector).toEqual(many[index]!.vector.slice(0, 8)));
    const { points, stored } = await storedPoints();
    const scaled = many.map(({ itemId }) =>
      scaleBlocks(stored.layout, points.get(itemId)!.vector, large.effectiveWeights!),
    );
    const offsets = many.slice(1).map(({ vector }, index) => {
      return dot(scaled[0]!, scaled[index + 1]!) - dot(many[0]!.vector, vector);
    });
    expect(Math.max(...offsets) - Math.min(...offsets)).toBeLessThan(0.01);
  });

  it('tells what it keeps: more with more dimensions, all of it in the end', async () => {
    const { reduction } = await embeddings.open({ catalog: SHOP, dimensions: 128 });
    const { varianceShares, neighbourRecalls, learnedOn, comparedWith } = reduction!.statistics;
    expect([learnedOn, comparedWith, varianceShares.length, neighbourRecalls.length]).toEqual([120, 120, 128, 128]);
    varianceShares.forEach((share, index) => expect(share).toBeGreaterThanOrEqual(varianceShares[index - 1] ?? 0));
    expect(varianceShares[127]).toBeCloseTo(1, 4);
    expect(neighbourRecalls[0]).toBeLessThan(0.9);
    expect(neighbourRecalls[127]).toBe(1);
  });

  it('finds one item as the stream has it, and none that is not there', async () => {
    for (const dimensions of [undefined, 5]) {
      const form = await embeddings.open({ catalog: SHOP, ...(dimensions === undefined ? {} : { dimensions }) });
      const streamed = (await all(form)).find(({ itemId }) => itemId === 'item-7');
      expect(await embeddings.find(form, 'item-7')).toEqual(streamed);
      expect(await embeddings.find(form, 'nobody')).toBeUndefined();
    }
  });

  it('learns once, whoever asks; the same from equal data; and anew when the layout is fitted anew', async () => {
    const kept = new InMemoryReductionRepository();
    const [one, other] = [openEmbeddings(kept), openEmbeddings(kept)];
    const request = { catalog: SHOP, dimensions: 4, weights: { text: 1 } };
    const [first] = await Promise.all([one.open(request), one.open({ ...request, dimensions: 3 })]);
    expect((await other.open(request)).reduction).toBe(first.reduction);
    expect(kept.saves).toBe(1);
    const again = await openEmbeddings(new InMemoryReductionRepository()).open(request);
    expect(again.reduction).toEqual(first.reduction);
    await pipeline.intake.upsert(
      SHOP,
      Array.from({ length: 125 }, (_, n) => inputOf(500 + n)),
    );
    const grown = await one.open(request);
    expect(grown.reduction?.statistics).toMatchObject({ learnedOn: 245, layoutItemCount: 245 });
  });

  it.each([0, -1, 1.5, 10_000, NaN])('refuses %d dimensions', async (dimensions) => {
    await expect(embeddings.open({ catalog: SHOP, dimensions })).rejects.toMatchObject({
      code: 'INVALID_DIMENSIONS',
      message: expect.stringContaining('Ask for 1 to') as string,
    });
  });

  it('refuses weights that are negative or of no modality, and a catalog without items', async () => {
    await expect(embeddings.open({ catalog: SHOP, weights: { text: 1, price: -1 } })).rejects.toMatchObject({
      code: 'INVALID_WEIGHTS',
    });
    await expect(embeddings.open({ catalog: SHOP, weights: { colour: 1 } })).rejects.toMatchObject({
      code: 'INVALID_WEIGHTS',
    });
    await expect(embeddings.open({ catalog: 'empty' })).rejects.toMatchObject({ code: 'LAYOUT_NOT_FOUND' });
  });
});
