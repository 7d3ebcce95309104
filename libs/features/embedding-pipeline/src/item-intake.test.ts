import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputOf, PipelineFixture } from './testing/index.ts';

const SHOP = 'shop';

describe('ItemIntake', () => {
  it('makes items searchable before it returns, with an outcome per input', async () => {
    const fixture = new PipelineFixture();
    const { intake } = fixture.openPipeline();
    const outcomes = await intake.upsert(SHOP, [inputOf(1), inputOf(2, { title: ' ' }), inputOf(3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['upserted', 'rejected', 'upserted']);
    expect(outcomes[1]).toEqual({
      status: 'rejected',
      itemId: 'item-2',
      problems: [{ field: 'title', problem: 'is blank' }],
    });
    expect(await fixture.differences(SHOP)).toEqual([]);
    expect(fixture.tables.itemsOf(SHOP).size).toBe(2);
    expect(fixture.tables.outboxOf(SHOP)).toEqual([]);
  });

  it('keeps an item whose photo fails, says why, and tries the photo again the next time', async () => {
    const fixture = new PipelineFixture();
    const { intake } = fixture.openPipeline();
    const input = inputOf(1, { images: ['https://shop.example/broken.jpg', 'https://shop.example/1.jpg'] });
    const failure = 'The photo at https://shop.example/broken.jpg is not an image.';
    const [outcome] = await intake.upsert(SHOP, [input]);
    expect(outcome).toMatchObject({
      status: 'upserted',
      item: { images: [{ url: 'https://shop.example/broken.jpg', failure }, { url: 'https://shop.example/1.jpg' }] },
      warnings: [`Photo https://shop.example/broken.jpg has no embedding: ${failure}`],
    });
    await intake.upsert(SHOP, [input]);
    expect(fixture.photos.loaded.filter((url) => url.includes('broken'))).toHaveLength(2);
    expect(fixture.imageModel.embedded).toBe(1);
  });

  it('takes the normalised mean of the photos as the image block, and keeps each photo', async () => {
    const fixture = new PipelineFixture();
    const { intake, layouts } = fixture.openPipeline();
    await intake.upsert(SHOP, [inputOf(1, { images: ['file:///1.jpg', 'file:///2.jpg'] })]);
    const [reference] = await fixture.blocks.findReferences(SHOP, ['item-1']);
    expect(reference).toMatchObject({ modality: 'image', inputHashes: [expect.any(String), expect.any(String)] });
    const photos = await fixture.blocks.findBlocks(reference?.encoderId ?? '', reference?.inputHashes ?? []);
    const [first, second] = [...photos.values()];
    const sum = first?.map((value, i) => value + (second?.[i] ?? 0)) ?? new Float32Array();
    const length = Math.hypot(...sum);
    const { collection } = (await layouts.findActive(SHOP)) ?? { collection: '' };
    const point = (await fixture.store.fetch(collection, ['item-1'])).get('item-1');
    for (const [i, value] of sum.entries()) expect(point?.vector[i]).toBeCloseTo(value / length, 6);
  });

  it('takes the last of several inputs with one id, as if they had come one after the other', async () => {
    const fixture = new PipelineFixture();
    const { intake } = fixture.openPipeline();
    const outcomes = await intake.upsert(SHOP, [
      inputOf(1),
      inputOf(1, { title: 'Second' }),
      inputOf(1, { title: 'Third' }),
    ]);
    expect(outcomes.map((outcome) => outcome.status === 'upserted' && outcome.item.title)).toEqual([
      'Third',
      'Third',
      'Third',
    ]);
    expect(outcomes[1]).toMatchObject({
      warnings: ['The same id was given again as input 3 of this call; that one was kept.'],
    });
    expect(fixture.textModel.embedded).toEqual(['Third']);
  });

  it('keeps the date an item was created, unless another is named', async () => {
    const fixture = new PipelineFixture();
    const { intake } = fixture.openPipeline();
    await intake.upsert(SHOP, [inputOf(1)]);
    fixture.now = new Date('2026-02-02T00:00:00Z');
    await intake.upsert(SHOP, [inputOf(1, { title: 'New title' })]);
    const item = fixture.tables.itemsOf(SHOP).get('item-1');
    expect([item?.createdAt, item?.updatedAt]).toEqual([new Date('2026-01-01T00:00:00Z'), fixture.now]);
    await intake.upsert(SHOP, [inputOf(1, { createdAt: new Date('2020-01-01T00:00:00Z') })]);
    expect(fixture.tables.itemsOf(SHOP).get('item-1')?.createdAt).toEqual(new Date('2020-01-01T00:00:00Z'));
  });

  it('deletes what exists, and takes it back without encoding anything again', async () => {
    const fixture = new PipelineFixture();
    const { intake } = fixture.openPipeline();
    await intake.upsert(SHOP, [inputOf(1), inputOf(2)]);
    expect(await intake.delete(SHOP, ['item-1', 'unknown'])).toEqual({ deleted: ['item-1'], warnings: [] });
    expect(await fixture.differences(SHOP)).toEqual([]);
    await intake.upsert(SHOP, [inputOf(1)]);
    expect(await fixture.differences(SHOP)).toEqual([]);
    expect([fixture.textModel.embedded.length, fixture.imageModel.embedded]).toEqual([2, 2]);
  });

  it('notices that the bytes behind a file changed, and leaves a photo behind an https URL alone', async () => {
    const fixture = new PipelineFixture();
    const { intake } = fixture.openPipeline();
    const inputs = [inputOf(1, { images: ['file:///1.jpg'] }), inputOf(2, { images: ['https://shop.example/2.jpg'] })];
    await intake.upsert(SHOP, inputs);
    fixture.photos.replaced.set('file:///1.jpg', 7).set('https://shop.example/2.jpg', 8);
    const outcomes = await intake.upsert(SHOP, inputs);
    expect(outcomes.map((outcome) => outcome.status === 'upserted' && outcome.changed)).toEqual([true, false]);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('never computes a block twice, whatever is written in whatever order', async () => {
    const change = fc.record({ n: fc.nat(4), title: fc.nat(2), photo: fc.nat(3), price: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 6 }), async (calls) => {
        const fixture = new PipelineFixture();
        const { intake } = fixture.openPipeline();
        for (const inputs of calls)
          await intake.upsert(
            SHOP,
            inputs.map(({ n, title, photo, price }) =>
              inputOf(n, {
                title: `Title ${String(title)}`,
                images: [`https://shop.example/${String(photo)}.jpg`],
                price: { amount: price, currency: 'EUR' },
              }),
            ),
          );
        expect(new Set(fixture.textModel.embedded).size).toBe(fixture.textModel.embedded.length);
        const photos = [...fixture.tables.blocks].find(([encoder]) => encoder.startsWith('test:colour-grid'))?.[1];
        expect(fixture.imageModel.embedded).toBe(photos?.size ?? 0);
        expect(await fixture.differences(SHOP)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('takes a call of any size as one: one write, nothing encoded twice, outcomes in order', async () => {
    const fixture = new PipelineFixture();
    const { intake } = fixture.openPipeline();
    const writes: number[] = [];
    const upsert = fixture.writer.upsert.bind(fixture.writer);
    fixture.writer.upsert = async (catalog, write) => {
      writes.push(write.items.length);
      return upsert(catalog, write);
    };
    const inputs = Array.from({ length: 100 }, (_, n) =>
      n % 10 === 9
        ? inputOf(n, { title: '' })
        : inputOf(n, { title: `Title ${String(n % 7)}`, images: ['file:///5.jpg'] }),
    );
    const outcomes = await intake.upsert(SHOP, [...inputs, inputOf(0, { title: 'Again' })]);
    expect(writes).toEqual([90]);
    expect([fixture.textModel.embedded.length, fixture.imageModel.embedded]).toEqual([8, 2]);
    expect(outcomes.map((outcome) => (outcome.status === 'upserted' ? outcome.item.id : outcome.itemId))).toEqual(
      [...inputs.keys(), 0].map((n) => `item-${String(n)}`),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect(outcomes[0]).toMatchObject({ item: { title: 'Again' } });
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('rejects only the text that the model refuses, and throws when the model is out of order', async () => {
    const fixture = new PipelineFixture();
    const { intake } = fixture.openPipeline();
    const embed = fixture.textModel.embedDocuments.bind(fixture.textModel);
    fixture.textModel.embedDocuments = async (texts, options) => {
      if (texts.some((text) => text.includes('poison'))) throw new Error('Token 7 is unknown.');
      return embed(texts, options);
    };
    const outcomes = await intake.upsert(SHOP, [inputOf(1), inputOf(2, { title: 'poison' })]);
    expect(outcomes[1]).toEqual({
      status: 'rejected',
      itemId: 'item-2',
      problems: [{ field: 'title', problem: "can't be encoded: Token 7 is unknown." }],
    });
    expect([...fixture.tables.itemsOf(SHOP).keys()]).toEqual(['item-1']);
    await fixture.textModel.close();
    await expect(intake.upsert(SHOP, [inputOf(3), inputOf(4)])).rejects.toMatchObject({ code: 'MODEL_CLOSED' });
    expect([...fixture.tables.itemsOf(SHOP).keys()]).toEqual(['item-1']);
  });
});
