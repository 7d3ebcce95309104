import type { ItemInput } from '@kindred/catalog';
import { EncodersByUrl } from '@kindred/embedding-model/testing';
import { fitBlockTransform } from '@kindred/fusion';
import { InMemoryJobQueue } from '@kindred/job-queue';
import { expect, it, onTestFinished } from 'vitest';
import { EmbeddingPipeline } from '../embedding-pipeline.ts';
import { EncodingJobs } from '../encoding-jobs.ts';
import type { ImportRow } from '../import-row.ts';
import { LayoutSwitch } from '../layout-switch/layout-switch.ts';
import { sampleBlocks } from '../layout-switch/sample-blocks.ts';
import { StoredItemEncoder } from '../stored-item-encoder.ts';
import { CountingTextModel, inputOf, PipelineFixture } from '../testing/index.ts';

const SHOP = 'shop';
const WITH_SOUND = ['image', 'text', 'audio', 'price', 'brand', 'section'];
const INPUTS = Array.from({ length: 40 }, (_, n) =>
  inputOf(n, { audio: n % 3 === 0 ? [] : [`https://shop.example/${String(n % 7)}.mp3`] }),
);

async function* rowsOf(inputs: readonly ItemInput[]): AsyncGenerator<ImportRow> {
  for (const [index, input] of inputs.entries()) yield { row: index + 1, input };
}

async function filled(): Promise<PipelineFixture> {
  const fixture = new PipelineFixture();
  await fixture.openPipelineWithAudio().imports.run({ catalog: SHOP, source: 'bells', rows: rowsOf(INPUTS) });
  return fixture;
}

const layoutOf = async (fixture: PipelineFixture) => (await fixture.layouts.findActive(SHOP))?.layout;
const modalitiesOf = async (fixture: PipelineFixture) =>
  (await layoutOf(fixture))?.blocks.map(({ modality }) => modality);
const soundOf = async ({ blocks }: PipelineFixture) =>
  (
    await blocks.findReferences(
      SHOP,
      INPUTS.map(({ id }) => id),
    )
  ).filter(({ modality }) => modality === 'audio');

it('an import that leaves photos and words to workers encodes the clips itself, and ends like one that leaves nothing', async () => {
  const fixture = new PipelineFixture();
  const queue = new InMemoryJobQueue();
  onTestFinished(() => queue.close());
  const jobs = await EncodingJobs.open(queue);
  await jobs.work(new StoredItemEncoder(fixture.ports()), { modalities: ['image', 'text'] });
  const run = () =>
    fixture.openPipelineWithAudio().imports.run({ catalog: SHOP, source: 'bells', rows: rowsOf(INPUTS), jobs });
  expect(await run()).toMatchObject({ counts: { read: 40, embedded: 40, failed: 0 }, pending: 0, warnings: [] });
  const { embedded } = fixture.audioModel;
  expect(fixture.tables.blocksOf(fixture.audioEncoderId).size).toBe(7);
  expect(await fixture.layouts.findActive(SHOP)).toEqual(await (await filled()).layouts.findActive(SHOP));
  expect(await fixture.differences(SHOP)).toEqual([]);
  expect(await run()).toMatchObject({ counts: { read: 40, unchanged: 40 } });
  expect(fixture.audioModel.embedded).toBe(embedded);
});

it('is lost by nothing: a process without the encoder writes no item where the layout has sound', async () => {
  const fixture = await filled();
  const [before, layout] = [await soundOf(fixture), await layoutOf(fixture)];
  const { intake, imports, encoderSwitch } = fixture.openPipeline();
  const queue = new InMemoryJobQueue();
  onTestFinished(() => queue.close());
  const jobs = await EncodingJobs.open(queue);
  const louder = INPUTS.map((input) => ({ ...input, title: `${input.title} (loud)` }));
  const mismatch = { code: 'ENCODER_MISMATCH' };
  await expect(intake.upsert(SHOP, louder)).rejects.toMatchObject(mismatch);
  const request = { catalog: SHOP, source: 'bells', rows: rowsOf(louder) };
  await expect(imports.run(request)).rejects.toMatchObject(mismatch);
  await expect(imports.run({ ...request, jobs })).rejects.toMatchObject(mismatch);
  await expect(encoderSwitch.switchTo({ catalog: SHOP, encoders: {} })).rejects.toMatchObject(mismatch);
  expect(await soundOf(fixture)).toEqual(before);
  expect(await layoutOf(fixture)).toEqual(layout);
  expect(fixture.tables.itemsOf(SHOP).get('item-1')?.title).toBe('Lamp number 1');
});

it('stays when a catalog gets another encoder of words', async () => {
  const fixture = await filled();
  const [before, { embedded }] = [await soundOf(fixture), fixture.audioModel];
  const encoders = new EncodersByUrl({
    text: { 'test:text': fixture.textModel, 'test:other': new CountingTextModel(24) },
    image: { 'test:image': fixture.imageModel },
  });
  const defaultEncoders = { text: 'test:text', image: 'test:image' };
  const audio = { model: fixture.audioModel, clips: fixture.clips };
  await fixture.layouts.save(SHOP, { ...(await activeOf(fixture)), encoderUrls: defaultEncoders });
  const ports = fixture.ports({ encoders, defaultEncoders, audio });
  const { encoderSwitch } = new EmbeddingPipeline(ports, { clock: () => fixture.now });
  const result = await encoderSwitch.switchTo({ catalog: SHOP, encoders: { text: 'test:other' } });
  expect(result).toMatchObject({ switched: true, counts: { embedded: 40, failed: 0 } });
  const layout = await layoutOf(fixture);
  expect(layout?.blocks.map(({ modality }) => modality)).toEqual(WITH_SOUND);
  expect(layout?.blocks[1]?.dimension).toBe(24);
  expect(await soundOf(fixture)).toEqual(before);
  expect(fixture.audioModel.embedded).toBe(embedded);
});

it('stays when photos are transformed, which needs no encoder', async () => {
  const fixture = await filled();
  const { encoderId, entries } = await sampleBlocks({ ...fixture, catalog: SHOP, modality: 'image', limit: 100 });
  const method = { center: true, scale: false, whiten: true, dimensions: 5 };
  const { transform } = await fitBlockTransform(
    entries.map(({ block }) => block),
    { encoderId, method, seed: 1 },
  );
  const { before, after } = await (
    await LayoutSwitch.open({ ...fixture, catalog: SHOP })
  ).transform('image', transform);
  expect(after).not.toBe(before);
  expect(await modalitiesOf(fixture)).toEqual(WITH_SOUND);
  expect(await fixture.differences(SHOP)).toEqual([]);
});

async function activeOf({ layouts }: PipelineFixture) {
  const active = await layouts.findActive(SHOP);
  if (active === undefined) throw new Error('there is no layout');
  return active;
}
