import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmbeddingMatrix, EmbedOptions, PixelImage } from '@kindred/embedding-model';
import { HashImageEmbeddingModel } from '@kindred/embedding-model/testing';
import { PaintedPhotoLoader } from '../testing/painted-photo-loader.ts';
import { PhotoEncoder, type PhotoEncoderOptions } from './photo-encoder.ts';
import { completeLimits, type PhotoLimits } from './photo-limits.ts';
import type { PhotoFetchOptions } from './photo-loader.ts';

const urlOf = (n: number): string => `https://shop.example/${String(n)}.jpg`;

/** Remembers the sizes of batches and how they were asked for. */
class BatchWatchingModel extends HashImageEmbeddingModel {
  readonly batches: number[] = [];
  readonly asBulk: (boolean | undefined)[] = [];
  failsWith: Error | undefined;

  override async embedImages(images: readonly PixelImage[], options: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    this.batches.push(images.length);
    this.asBulk.push(options.isBulk);
    if (this.failsWith !== undefined) throw this.failsWith;
    return super.embedImages(images, options);
  }
}

function open(limits: Partial<PhotoLimits> = {}, changes: Partial<PhotoEncoderOptions> = {}) {
  const model = new BatchWatchingModel(8);
  const loader = new PaintedPhotoLoader(model.spec.input);
  const findStored = () => Promise.resolve(new Map<string, Float32Array>());
  const encoder = new PhotoEncoder({ loader, model, findStored, limits: completeLimits(limits), ...changes });
  return { encoder, model, loader };
}

async function vectorOf(n: number): Promise<Float32Array> {
  const { encoder } = open();
  const photo = await encoder.encode(urlOf(n));
  return 'vector' in photo ? photo.vector : new Float32Array(0);
}

describe('PhotoEncoder', () => {
  it('gives each photo its own vector or reason, whatever the limits, and encodes equal ones once', async () => {
    const photos = fc.array(fc.record({ n: fc.nat(12), broken: fc.boolean() }), { maxLength: 40 });
    const limit = fc.integer({ min: 1, max: 4 });
    const limits = fc.record({ fetches: limit, decodes: limit, batchSize: limit, batches: limit, bytes: limit });
    const expected = await Promise.all(Array.from({ length: 13 }, (_, n) => vectorOf(n)));
    await fc.assert(
      fc.asyncProperty(photos, limits, async (wanted, some) => {
        const { encoder, model } = open(some);
        const outcomes = await Promise.all(
          wanted.map(({ n, broken }) => encoder.encode(broken ? `https://shop.example/broken-${String(n)}` : urlOf(n))),
        );
        for (const [at, { n, broken }] of wanted.entries())
          expect(outcomes[at]).toEqual(
            broken
              ? { failure: `The photo at https://shop.example/broken-${String(n)} is not an image.` }
              : { contentHash: expect.any(String) as string, vector: expected[n], isStored: false },
          );
        const distinct = new Set(wanted.filter(({ broken }) => !broken).map(({ n }) => n));
        expect(model.batches.reduce((sum, size) => sum + size, 0)).toBe(distinct.size);
        expect(Math.max(0, ...model.batches)).toBeLessThanOrEqual(some.batchSize);
      }),
      { numRuns: 40 },
    );
  });

  it('forms batches of the photos of several callers, and says that nobody waits for them', async () => {
    const { encoder, model } = open({ batchSize: 4, batches: 1, decodes: 16 });
    await Promise.all(Array.from({ length: 12 }, (_, n) => encoder.encode(urlOf(n))));
    expect(Math.max(...model.batches)).toBe(4);
    expect(new Set(model.asBulk)).toEqual(new Set([true]));
  });

  it('neither decodes nor encodes what is stored, and looks photos up together', async () => {
    const lookUps: (readonly string[])[] = [];
    const stored = Float32Array.of(1);
    const findStored = async (hashes: readonly string[]) => {
      lookUps.push(hashes);
      return new Map(hashes.map((hash): [string, Float32Array] => [hash, stored]));
    };
    const { encoder, model } = open({}, { findStored });
    const photos = await Promise.all([1, 2, 3].map((n) => encoder.encode(urlOf(n))));
    expect(photos).toEqual(
      Array(3).fill({ contentHash: expect.any(String) as string, vector: stored, isStored: true }),
    );
    expect(lookUps.map(({ length }) => length)).toEqual([3]);
    expect(model.batches).toEqual([]);
  });

  it('holds no more bytes than it may, a photo that is larger by itself, and none that it reserved for nothing', async () => {
    const sizes = [3, 3, 3, 50, 3, 1];
    const { loader } = open();
    const { encoder } = open({ bytes: 6, decodes: 1 }, { loader });
    let [held, most] = [0, 0];
    const decode = loader.decode.bind(loader);
    loader.fetch = async (url: string, options: PhotoFetchOptions = {}) => {
      const n = Number(/\d+/.exec(url)?.[0]);
      const size = sizes[n] ?? 0;
      // The third photo's server doesn't tell its size.
      await options.reserve?.(n === 2 ? 1000 : size);
      held += size;
      most = Math.max(most, size > 6 ? 0 : held);
      if (size > 6) expect(held).toBe(size);
      return { contentHash: String(n), bytes: new TextEncoder().encode(String(n).padEnd(size)).slice() };
    };
    loader.decode = async (bytes) => {
      const pixels = await decode(bytes);
      held -= bytes.length;
      return pixels;
    };
    await Promise.all(sizes.map((_, n) => encoder.encode(urlOf(n))));
    expect([most, held]).toEqual([6, 0]);
  });

  it('throws what the model throws when it is out of order, and works on afterwards', async () => {
    const { encoder, model } = open();
    model.failsWith = new Error('out of memory');
    await expect(encoder.encode(urlOf(1))).rejects.toThrow('out of memory');
    model.failsWith = undefined;
    expect(await encoder.encode(urlOf(1))).toMatchObject({ isStored: false });
  });

  it('begins nothing more for a caller that has gone, and gives its places to others', async () => {
    const { encoder, loader } = open({ fetches: 1 });
    const gate = Promise.withResolvers<void>();
    const fetch = loader.fetch.bind(loader);
    loader.fetch = async (url, options) => {
      await gate.promise;
      return fetch(url, options);
    };
    const controller = new AbortController();
    const gone = [1, 2, 3].map((n) => encoder.encode(urlOf(n), controller.signal).catch(String));
    const other = encoder.encode(urlOf(4));
    controller.abort(new Error('enough'));
    gate.resolve();
    expect(await Promise.all(gone)).toEqual(Array(3).fill('Error: enough'));
    expect(await other).toMatchObject({ isStored: false });
    expect(loader.loaded).toEqual([urlOf(4)]);
  });

  it('refuses limits below 1', () => {
    expect(() => completeLimits({ decodes: 0 })).toThrow('decodes');
  });
});
