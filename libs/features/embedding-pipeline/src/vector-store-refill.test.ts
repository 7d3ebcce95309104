import { describe, expect, it } from 'vitest';
import type { ItemInput } from '@kindred/catalog';
import { EmbeddingPipeline } from './embedding-pipeline.ts';
import { inputOf, PipelineFixture } from './testing/index.ts';

const SHOP = 'shop';

async function filled(count: number): Promise<PipelineFixture> {
  const fixture = new PipelineFixture();
  const inputs = Array.from({ length: count }, (_, n) => inputOf(n));
  await fixture.openPipeline().intake.upsert(SHOP, inputs);
  return fixture;
}

async function collections(fixture: PipelineFixture): Promise<string[]> {
  return (await fixture.store.listCollections()).map(({ name }) => name);
}

/** Without the refit that `upsert` may make. */
async function write({ intake }: EmbeddingPipeline, inputs: ItemInput[]): Promise<void> {
  await intake.commit(await intake.encode(await intake.prepare(SHOP, inputs)));
}

describe('VectorStoreRefill', () => {
  it('brings a lost collection back without running a model', async () => {
    const fixture = await filled(20);
    const [name] = await collections(fixture);
    await fixture.store.dropCollection(name ?? '');
    const embedded = [fixture.textModel.embedded.length, fixture.imageModel.embedded];
    expect(await fixture.openPipeline().catchUp(SHOP)).toEqual({ applied: 0, refilled: true });
    expect(await fixture.differences(SHOP)).toEqual([]);
    expect([fixture.textModel.embedded.length, fixture.imageModel.embedded]).toEqual(embedded);
  });

  it('heals points that are wrong, missing or too many', async () => {
    const fixture = await filled(10);
    const [name = ''] = await collections(fixture);
    const [stray] = (await fixture.store.fetch(name, ['item-3'])).values();
    if (stray === undefined) throw new Error('item-3 has no point');
    await fixture.store.upsert(name, [
      { ...stray, itemId: 'stray' },
      { ...stray, itemId: 'item-4' },
    ]);
    await fixture.store.delete(name, ['item-5']);
    expect(await fixture.differences(SHOP)).toEqual(['item-4', 'item-5']);
    const { points } = await fixture.openPipeline().refill.refill(SHOP);
    expect(points).toBe(10);
    expect(await fixture.differences(SHOP)).toEqual([]);
    await fixture.store.upsert(name, [{ ...stray, itemId: 'stray' }]);
    expect(await fixture.openPipeline().catchUp(SHOP, { compareCounts: true })).toEqual({ applied: 0, refilled: true });
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('fits a new layout when the catalog has doubled, switches, and drops the old collection after a while', async () => {
    const fixture = await filled(10);
    const pipeline = fixture.openPipeline();
    const before = await pipeline.layouts.findActive(SHOP);
    const inputs = Array.from({ length: 12 }, (_, n) => inputOf(100 + n, { price: { amount: 5000, currency: 'EUR' } }));
    const embedded = fixture.textModel.embedded.length;
    await pipeline.intake.upsert(SHOP, inputs);
    const after = await pipeline.layouts.findActive(SHOP);
    expect(after?.stored.statistics.itemCount).toBe(22);
    expect(after?.collection).not.toBe(before?.collection);
    expect(fixture.textModel.embedded.length - embedded).toBe(12);
    expect(await fixture.differences(SHOP)).toEqual([]);
    expect(await collections(fixture)).toHaveLength(2);
    await pipeline.catchUp(SHOP);
    expect(await collections(fixture)).toHaveLength(2);
    fixture.now = new Date(fixture.now.getTime() + 60_000);
    await pipeline.catchUp(SHOP);
    expect(await collections(fixture)).toEqual([after?.collection]);
  });

  it('fits a new layout when a price in a new currency comes', async () => {
    const fixture = await filled(10);
    const pipeline = fixture.openPipeline();
    await pipeline.intake.upsert(SHOP, [inputOf(50, { price: { amount: 9, currency: 'USD' } })]);
    const { stored } = (await pipeline.layouts.findActive(SHOP)) ?? {};
    expect(Object.keys(stored?.statistics.logPriceRanges ?? {})).toEqual(['EUR', 'USD']);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('loses nothing that is written, deleted or written by another process while it switches', async () => {
    const fixture = await filled(30);
    const pipeline = fixture.openPipeline();
    const other = fixture.openPipeline();
    await pipeline.intake.upsert(SHOP, [inputOf(70, { price: undefined })]);
    await write(pipeline, [inputOf(51, { price: { amount: 9, currency: 'USD' } })]);
    let interruptions = 0;
    let isInterrupting = false;
    fixture.store.beforeWrite = async () => {
      if (isInterrupting || interruptions === 6) return;
      isInterrupting = true;
      const n = interruptions++;
      await write(other, [inputOf(n, { title: `Changed ${String(n)}` }), inputOf(200 + n)]);
      await pipeline.intake.delete(SHOP, [`item-${String(10 + n)}`, `item-${String(199 + n)}`]);
      isInterrupting = false;
    };
    expect(await pipeline.refill.refit(SHOP)).toEqual({ switched: true });
    expect(interruptions).toBe(6);
    await pipeline.refill.remeasure(SHOP);
    expect(fixture.tables.outboxOf(SHOP)).toEqual([]);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('takes along what another process wrote to the old collection right before the switch', async () => {
    const fixture = await filled(5);
    const pipeline = fixture.openPipeline();
    const other = fixture.openPipeline();
    await write(pipeline, [inputOf(51, { price: { amount: 9, currency: 'USD' } })]);
    const activate = fixture.layouts.activate.bind(fixture.layouts);
    fixture.layouts.activate = async (catalog, layoutHash) => {
      await write(other, [inputOf(1, { title: 'At the last moment' }), inputOf(60)]);
      await other.intake.delete(SHOP, ['item-2']);
      expect(fixture.tables.outboxOf(SHOP)).toEqual([]);
      await activate(catalog, layoutHash);
    };
    await pipeline.refill.refit(SHOP);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('leaves the live collection alone when the new one can not be filled, and cleans up the next time', async () => {
    const fixture = await filled(10);
    const pipeline = fixture.openPipeline();
    const live = (await pipeline.layouts.findActive(SHOP))?.collection;
    let upserts = 0;
    fixture.store.failsAt = (_call, method) => method === 'upsert' && ++upserts === 2;
    const [outcome] = await pipeline.intake.upsert(SHOP, [inputOf(50, { price: { amount: 9, currency: 'USD' } })]);
    expect(outcome).toMatchObject({
      status: 'upserted',
      warnings: ["Saved, but the embedding layout could not be fitted anew: The vector store did not answer 'upsert'."],
    });
    expect((await pipeline.layouts.reload(SHOP))?.collection).toBe(live);
    expect(await fixture.differences(SHOP)).toEqual([]);
    await pipeline.intake.upsert(SHOP, [inputOf(51, { price: { amount: 8, currency: 'USD' } })]);
    await pipeline.close();
    expect(await collections(fixture)).toEqual([(await pipeline.layouts.reload(SHOP))?.collection]);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('refits a large catalog in the background, and says when it is done', async () => {
    const fixture = await filled(4);
    const pipeline = fixture.openPipeline({ maxInlineItems: 3 });
    await pipeline.intake.upsert(SHOP, [inputOf(50, { price: { amount: 9, currency: 'USD' } })]);
    await pipeline.close();
    expect(Object.keys((await pipeline.layouts.reload(SHOP))?.stored.statistics.logPriceRanges ?? {})).toEqual([
      'EUR',
      'USD',
    ]);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  /** Another process whose text model has the URL of the fixture's, and other vectors. */
  function withOtherTextModel(fixture: PipelineFixture): EmbeddingPipeline {
    const { textModel } = new PipelineFixture();
    Object.assign(textModel, { spec: { ...textModel.spec, revision: '2' } });
    const { encoders, defaultEncoders } = fixture.ports();
    return new EmbeddingPipeline(
      fixture.ports({ encoders: { ...encoders, openText: () => Promise.resolve(textModel) }, defaultEncoders }),
    );
  }

  it('refuses an import with a model that changed behind its URL; what is stored can still be searched', async () => {
    const fixture = await filled(2);
    const pipeline = withOtherTextModel(fixture);
    const runs = await fixture.runs.list(SHOP, 10);
    const rows = (async function* () {
      yield { row: 1, input: inputOf(1, { title: 'changed' }) };
    })();
    const importing = pipeline.imports.run({ catalog: SHOP, source: 'a.csv', rows });
    await expect(importing).rejects.toMatchObject({ code: 'ENCODER_MISMATCH' });
    expect(await fixture.runs.list(SHOP, 10)).toEqual(runs);
    await expect(pipeline.catchUp(SHOP, { compareCounts: true })).resolves.toEqual({ applied: 0, refilled: false });
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('refuses to mix vectors of two models under a layout that does not name its encoders', async () => {
    const fixture = await filled(2);
    const { layout, statistics, means } = (await fixture.layouts.findActive(SHOP)) ?? expect.fail();
    await fixture.layouts.save(SHOP, { layout, statistics, means });
    const pipeline = withOtherTextModel(fixture);
    await expect(pipeline.refill.refill(SHOP)).rejects.toMatchObject({ code: 'ENCODER_MISMATCH' });
    await expect(pipeline.catchUp(SHOP)).rejects.toThrow('Configure the first encoder again');
    await expect(pipeline.catchUp('new')).resolves.toEqual({ applied: 0, refilled: false });
    await expect(fixture.openPipeline().refill.refill(SHOP)).resolves.toMatchObject({ points: 2 });
  });
});
