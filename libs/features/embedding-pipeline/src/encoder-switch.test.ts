import type { EmbeddingMatrix, ImageInputSpec } from '@kindred/embedding-model';
import { EncodersByUrl, HashImageEmbeddingModel } from '@kindred/embedding-model/testing';
import { InMemoryJobQueue } from '@kindred/job-queue';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EncodingJobs } from './encoding-jobs.ts';
import { StoredItemEncoder } from './stored-item-encoder.ts';
import { EmbeddingPipeline, type EmbeddingPipelinePorts } from './embedding-pipeline.ts';
import {
  CountingImageModel,
  CountingTextModel,
  inputOf,
  PaintedPhotoLoader,
  PipelineFixture,
} from './testing/index.ts';

const SHOP = 'shop';
const ONE_TRY = { retryLimit: 0, retryDelayMs: 0, maxRetryDelayMs: 0, heartbeatMs: 10_000, expireMs: 60_000 };
const FIRST = { image: 'test:image', text: 'test:text' };

/** A database of which every process has these encoders. */
class SwitchFixture extends PipelineFixture {
  readonly otherText = new CountingTextModel(24);
  readonly otherImage = new CountingImageModel(12);
  readonly encoders = new EncodersByUrl({
    text: { 'test:text': this.textModel, 'test:other-text': this.otherText },
    image: {
      'test:image': this.imageModel,
      'test:other-image': this.otherImage,
      'test:constant-image': new ConstantImageModel(12),
    },
  });

  /** A part of a URL whose photo can't be read. */
  gone = 'nothing';

  override ports(replaced: Partial<EmbeddingPipelinePorts> = {}): EmbeddingPipelinePorts {
    const { encoders } = this;
    const photos = (input: ImageInputSpec) => {
      const painted = new PaintedPhotoLoader(input);
      const fetch = (url: string) =>
        url.includes(this.gone) ? Promise.reject(new Error('the photo is gone')) : painted.fetch(url);
      return { fetch, decode: (bytes: Uint8Array) => painted.decode(bytes) };
    };
    return super.ports({ encoders, defaultEncoders: FIRST, photos, ...replaced });
  }

  /** Ids of items with an input that the active layout's encoders have not encoded. */
  async unencoded(): Promise<string[]> {
    const { layout } = (await this.layouts.findActive(SHOP)) ?? expect.fail();
    const found = layout.blocks
      .filter(({ modality }) => modality === 'image' || modality === 'text')
      .map(({ modality, encoderId }) => this.blocks.findUnencoded(SHOP, { modality, encoderId, limit: 1000 }));
    return (await Promise.all(found)).flat();
  }
}

/** Breaks the contract: all photos look alike to it. */
class ConstantImageModel extends HashImageEmbeddingModel {
  override async embedImages(images: readonly unknown[]): Promise<EmbeddingMatrix> {
    const dimension = this.spec.dimension;
    const data = Float32Array.from({ length: images.length * dimension }, (_, at) => (at % dimension === 0 ? 1 : 0));
    return { rows: images.length, dimension, data };
  }
}

async function filled(count: number): Promise<SwitchFixture> {
  const fixture = new SwitchFixture();
  await fixture.openPipeline().intake.upsert(
    SHOP,
    Array.from({ length: count }, (_, n) => inputOf(n)),
  );
  return fixture;
}

/** Of the live layout: the size of photos, and the dimension of texts. */
async function blocksOf(fixture: PipelineFixture): Promise<string[]> {
  const { layout } = (await fixture.layouts.findActive(SHOP)) ?? expect.fail();
  return layout.blocks.slice(0, 2).map(nameOf);
}

function nameOf({ modality, encoderId }: { readonly modality: string; readonly encoderId: string }): string {
  return `${modality} ${/(?<=\|)\d+x\d+|(?<=text-)\d+/.exec(encoderId)?.[0] ?? encoderId}`;
}

describe('EncoderSwitch', () => {
  it('encodes all items with the new model, fills another collection and switches', async () => {
    const fixture = await filled(5);
    const photosBefore = fixture.imageModel.embedded;
    const pipeline = fixture.openPipeline();
    const before = await pipeline.layouts.findActive(SHOP);
    const result = await pipeline.encoderSwitch.switchTo({ catalog: SHOP, encoders: { text: 'test:other-text' } });
    expect(result).toMatchObject({
      encoders: { image: 'test:image', text: 'test:other-text' },
      switched: true,
      counts: { read: 5, embedded: 5, unchanged: 0, failed: 0 },
    });
    expect(await blocksOf(fixture)).toEqual(['image 8x8', 'text 24']);
    expect((await pipeline.layouts.findActive(SHOP))?.collection).not.toBe(before?.collection);
    expect(fixture.imageModel.embedded).toBe(photosBefore);
    expect(await fixture.differences(SHOP)).toEqual([]);
    expect(await fixture.unencoded()).toEqual([]);
    const references = await fixture.blocks.findReferences(SHOP, ['item-0']);
    expect(references.map(nameOf)).toEqual(['image 8x8', 'text 24']);
    expect(await fixture.runs.list(SHOP, 1)).toMatchObject([{ kind: 'backfill', status: 'completed' }]);
  });

  it('writes afterwards go through the new model, in processes that knew the old one too', async () => {
    const fixture = await filled(3);
    const other = fixture.openPipeline();
    await other.intake.upsert(SHOP, [inputOf(1, { title: 'before' })]);
    await fixture.openPipeline().encoderSwitch.switchTo({ catalog: SHOP, encoders: { image: 'test:other-image' } });
    await other.intake.upsert(SHOP, [inputOf(9)]);
    expect(fixture.otherImage.embedded).toBeGreaterThan(3);
    expect(await fixture.unencoded()).toEqual([]);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('switches nothing when items would lose their photo, unless so many may', async () => {
    const fixture = await filled(3);
    fixture.gone = '/1.jpg';
    const pipeline = fixture.openPipeline();
    const request = { catalog: SHOP, encoders: { image: 'test:other-image' } };
    await expect(pipeline.encoderSwitch.switchTo(request)).rejects.toThrow(
      "1 items of catalog 'shop' would lose a photo's vector (first: 'item-1': the photo is gone)",
    );
    expect(await blocksOf(fixture)).toEqual(['image 8x8', 'text 16']);
    expect(await fixture.runs.list(SHOP, 1)).toMatchObject([{ kind: 'backfill', status: 'failed' }]);
    expect(await pipeline.encoderSwitch.switchTo({ ...request, maxFailed: 1 })).toMatchObject({
      switched: true,
      counts: { read: 3, embedded: 0, unchanged: 2, failed: 1 },
    });
    expect((await fixture.items.findMany(SHOP, ['item-1'])).get('item-1')?.images).toEqual([
      { url: 'https://shop.example/1.jpg', failure: 'the photo is gone' },
    ]);
    expect(await fixture.unencoded()).toEqual([]);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('refuses an encoder that breaks the contract, and one that is not there', async () => {
    const fixture = await filled(1);
    const { encoderSwitch } = fixture.openPipeline();
    const use = (image: string) => encoderSwitch.switchTo({ catalog: SHOP, encoders: { image } });
    await expect(use('test:constant-image')).rejects.toMatchObject({ code: 'ENCODER_REFUSED' });
    await expect(use('test:none')).rejects.toMatchObject({ code: 'ENCODER_UNKNOWN' });
    expect(await blocksOf(fixture)).toEqual(['image 8x8', 'text 16']);
  });

  it('is remembered for a catalog without items; its first layout has it', async () => {
    const fixture = new SwitchFixture();
    const encoders = { image: 'test:other-image' };
    expect(await fixture.openPipeline().encoderSwitch.switchTo({ catalog: SHOP, encoders })).toMatchObject({
      switched: false,
    });
    await fixture.openPipeline().intake.upsert(SHOP, [inputOf(1)]);
    expect(await blocksOf(fixture)).toEqual(['image 12x12', 'text 16']);
  });

  it('goes on where it was stopped: nothing is encoded twice', async () => {
    const fixture = await filled(70);
    const stop = new AbortController();
    const request = { catalog: SHOP, encoders: { text: 'test:other-text' } };
    const { encoderSwitch } = fixture.openPipeline();
    const stopped = encoderSwitch.switchTo({ ...request, signal: stop.signal, onProgress: () => stop.abort() });
    await expect(stopped).rejects.toThrow();
    expect(await fixture.runs.list(SHOP, 1)).toMatchObject([{ status: 'cancelled' }]);
    const { counts } = await encoderSwitch.switchTo(request);
    expect(counts).toEqual({ read: 70, embedded: 38, unchanged: 32, failed: 0 });
    const lamps = fixture.otherText.embedded.filter((text) => text.startsWith('Lamp'));
    expect(new Set(lamps).size).toBe(lamps.length);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('loses nothing that another process writes at any moment of the switch', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 8 }), async (moments) => {
        const fixture = await filled(4);
        const other = new EmbeddingPipeline(fixture.ports(), { clock: () => fixture.now });
        await other.intake.upsert(SHOP, [inputOf(3, { title: 'known to the other process' })]);
        const writes = moments.map(async (moment, n) => {
          for (let tick = 0; tick < moment; tick++) await Promise.resolve();
          await other.intake.upsert(SHOP, [inputOf(n % 6, { title: `Written at ${String(moment)}` })]);
        });
        const encoders = { text: 'test:other-text', image: 'test:other-image' };
        await fixture.openPipeline().encoderSwitch.switchTo({ catalog: SHOP, encoders });
        await Promise.all(writes);
        await other.catchUp(SHOP);
        expect(await blocksOf(fixture)).toEqual(['image 12x12', 'text 24']);
        expect(await fixture.unencoded()).toEqual([]);
        expect(await fixture.differences(SHOP)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('leaves encoding to workers where there are jobs, waits for them, and encodes what they gave up', async () => {
    const fixture = await filled(70);
    const queue = new InMemoryJobQueue();
    onTestFinished(() => queue.close());
    const jobs = await EncodingJobs.open(queue);
    await queue.ensureQueue('encode-text', ONE_TRY);
    const open: number[] = [];
    const inProcess = new StoredItemEncoder(fixture.ports());
    const switching = fixture.openPipeline().encoderSwitch.switchTo({
      catalog: SHOP,
      encoders: { text: 'test:other-text' },
      jobs,
      onWaiting: (count) => open.push(count),
    });
    while (open.length === 0) await new Promise(setImmediate);
    expect(open).toEqual([3]);
    const before = await fixture.layouts.findActive(SHOP);
    let failed = 0;
    const results: number[] = [];
    const failing = Object.create(inProcess) as StoredItemEncoder;
    failing.encodeAhead = async (...args) => {
      if (failed++ === 0) throw new Error('out of memory');
      return inProcess.encodeAhead(...args);
    };
    await jobs.work(failing, { modalities: ['text'], onDone: (_, { blocksEncoded }) => results.push(blocksEncoded) });
    const result = await switching;
    // Of three jobs of 32, 32 and 6 items the first was given up; its items were encoded by the switching process.
    expect(results.reduce((sum, count) => sum + count, 0)).toBe(38);
    expect(result).toMatchObject({ switched: true, counts: { read: 70, embedded: 32, failed: 0 } });
    const after = await fixture.layouts.findActive(SHOP);
    expect(after?.layout.hash).not.toBe(before?.layout.hash);
    expect(await fixture.unencoded()).toEqual([]);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });
});
