import { fitBlockTransform, sectionKey, transformBlock, type TransformMethod } from '@kindred/fusion';
import { dot } from '@kindred/vector-math';
import { describe, expect, it } from 'vitest';
import { inputOf, PipelineFixture } from '../testing/index.ts';
import { LayoutSwitch } from './layout-switch.ts';
import { sampleBlocks } from './sample-blocks.ts';

const SHOP = 'shop';
const METHOD: TransformMethod = { center: true, scale: false, whiten: true, dimensions: 5 };

async function filled(count = 40): Promise<PipelineFixture> {
  const fixture = new PipelineFixture();
  const inputs = Array.from({ length: count }, (_, n) => inputOf(n, n % 10 === 3 ? { images: [] } : {}));
  await fixture.openPipeline().intake.upsert(SHOP, inputs);
  return fixture;
}

async function fitOn(fixture: PipelineFixture, method = METHOD) {
  const { encoderId, entries } = await sampleBlocks({ ...fixture, catalog: SHOP, modality: 'image', limit: 1000 });
  const blocks = entries.map(({ block }) => block);
  return fitBlockTransform(blocks, { encoderId, method, seed: 1 });
}

async function switchTo(fixture: PipelineFixture, method = METHOD) {
  const { transform } = await fitOn(fixture, method);
  const layoutSwitch = await LayoutSwitch.open({ ...fixture, catalog: SHOP });
  return { layoutSwitch, transform, switched: await layoutSwitch.transform('image', transform) };
}

const activeHash = async (fixture: PipelineFixture) => (await fixture.layouts.findActive(SHOP))?.layout.hash;
const collections = async (fixture: PipelineFixture) => (await fixture.store.listCollections()).map(({ name }) => name);

describe('sampleBlocks', () => {
  it('draws items with the modality, the same each time, and refuses modalities that no model makes', async () => {
    const fixture = await filled();
    const request = { ...fixture, catalog: SHOP, modality: 'image', limit: 10 };
    const { entries } = await sampleBlocks(request);
    expect(entries).toHaveLength(10);
    expect(entries.every(({ item }) => item.images.length > 0)).toBe(true);
    expect((await sampleBlocks(request)).entries).toEqual(entries);
    await expect(sampleBlocks({ ...request, modality: 'price' })).rejects.toThrow('models make those of image, text');
    await expect(sampleBlocks({ ...request, catalog: 'empty' })).rejects.toMatchObject({ code: 'LAYOUT_NOT_FOUND' });
  });
});

describe('LayoutSwitch', () => {
  it('fills a collection of transformed blocks beside the live one without a model, and switches', async () => {
    const fixture = await filled();
    const before = await fixture.layouts.findActive(SHOP);
    const embedded = [fixture.textModel.embedded.length, fixture.imageModel.embedded];
    const { layoutSwitch, transform, switched } = await switchTo(fixture);
    const active = await fixture.layouts.findActive(SHOP);
    expect(switched).toEqual({ before: before?.layout.hash, after: active?.layout.hash });
    expect(switched.after).not.toBe(switched.before);
    expect(active?.layout.blocks[0]).toMatchObject({ modality: 'image', dimension: 5, transformId: transform.id });
    expect(active?.layout.blocks.slice(1)).toEqual(before?.layout.blocks.slice(1));
    expect(active?.statistics.spreads['image']).not.toBe(before?.statistics.spreads['image']);
    expect([fixture.textModel.embedded.length, fixture.imageModel.embedded]).toEqual(embedded);
    expect(await fixture.differences(SHOP)).toEqual([]);
    expect(await collections(fixture)).toHaveLength(2);
    await layoutSwitch.dropRetired();
    expect(await collections(fixture)).toEqual([`${SHOP}.${switched.after}`]);
  });

  it('goes back the same way: to no transform, and to any layout of before', async () => {
    const fixture = await filled();
    const { switched } = await switchTo(fixture);
    const second = await LayoutSwitch.open({ ...fixture, catalog: SHOP });
    expect(await second.transform('image', undefined)).toEqual({ before: switched.after, after: switched.before });
    expect(await fixture.differences(SHOP)).toEqual([]);
    const third = await LayoutSwitch.open({ ...fixture, catalog: SHOP });
    expect(await third.back(switched.after)).toEqual({ before: switched.before, after: switched.after });
    expect((await fixture.layouts.findActive(SHOP))?.transforms?.size).toBe(1);
    expect(await fixture.differences(SHOP)).toEqual([]);
    await expect(third.back('0123456789abcdef')).rejects.toMatchObject({ code: 'LAYOUT_NOT_FOUND' });
  });

  it('transforms what is written later, too', async () => {
    const fixture = await filled();
    await switchTo(fixture);
    const pipeline = fixture.openPipeline();
    await pipeline.intake.upsert(SHOP, [inputOf(90)]);
    expect(await fixture.differences(SHOP)).toEqual([]);
    const { collection, stored } = (await pipeline.layouts.findActive(SHOP))!;
    const { pixels } = await fixture.photos.load('https://shop.example/90.jpg');
    const { data } = await fixture.imageModel.embedImages([pixels]);
    const point = (await fixture.store.fetch(collection, ['item-90'])).get('item-90');
    expect(dot(point!.vector.subarray(0, 5), transformBlock(stored, 'image', data))).toBeCloseTo(1, 5);
  });

  it('keeps the transform when the catalog has doubled and its layout is fitted anew', async () => {
    const fixture = await filled(20);
    const { transform } = await switchTo(fixture);
    const inputs = Array.from({ length: 25 }, (_, n) =>
      inputOf(100 + n, { price: { amount: 5000 + n, currency: 'EUR' } }),
    );
    await fixture.openPipeline().intake.upsert(SHOP, inputs);
    const active = await fixture.layouts.findActive(SHOP);
    expect(active?.statistics.itemCount).toBe(45);
    expect(active?.layout.blocks[0]?.transformId).toBe(transform.id);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('leaves the live layout alone where the new collection is not what the database says', async () => {
    const fixture = await filled();
    const before = await activeHash(fixture);
    const upsert = fixture.store.upsert.bind(fixture.store);
    fixture.store.upsert = (name, points) =>
      upsert(
        name,
        points.map((point) => (point.itemId === 'item-5' ? { ...point, vector: point.vector.map(() => 0.1) } : point)),
      );
    await expect(switchTo(fixture)).rejects.toMatchObject({ code: 'POINT_MISMATCH' });
    expect(await activeHash(fixture)).toBe(before);
    expect(await collections(fixture)).toEqual([`${SHOP}.${String(before)}`]);
  });

  it('fills in means of transformed blocks', async () => {
    const fixture = await filled();
    await switchTo(fixture);
    const active = (await fixture.layouts.findActive(SHOP))!;
    const points = await fixture.store.fetch(`${SHOP}.${active.layout.hash}`, ['item-3', 'item-1']);
    const imageOf = (id: string) => points.get(id)!.vector.subarray(0, 5);
    expect(points.get('item-3')?.imputed).toEqual(['image']);
    expect(imageOf('item-3')).toEqual(active.means.get('image')?.get(sectionKey(['Home', 'Desks'])));
    expect(dot(imageOf('item-1'), imageOf('item-1'))).toBeCloseTo(1, 5);
  });
});
