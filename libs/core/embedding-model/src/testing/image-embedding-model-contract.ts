import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageEmbeddingModel, PixelImage } from '../embedding-model.ts';
import { ImageSizeMismatchError, InputAbortedError, ModelClosedError } from '../errors.ts';
import { cosine, expectUnitRows, rowOf } from './embedding-assertions.ts';
import { paintedImage } from '../painted-image.ts';

/** Every ImageEmbeddingModel must pass this. `openModel` must give a fresh model each time; the suite closes what it opens. */
export function describeImageEmbeddingModel(name: string, openModel: () => Promise<ImageEmbeddingModel>): void {
  describe(`${name} as an ImageEmbeddingModel`, () => {
    let model: ImageEmbeddingModel;
    let images: PixelImage[];
    beforeAll(async () => {
      model = await openModel();
      images = [1, 2, 3, 4, 5].map((seed) => paintedImage(model.spec.input, seed));
    });
    afterAll(() => model.close());

    it('gives one unit vector per photo', async () => {
      expectUnitRows(await model.embedImages(images), images.length, model.spec.dimension);
    });

    it('gives unit vectors for an all-black and an all-white photo', async () => {
      const { width, height } = model.spec.input;
      const flat = [0, 255].map((value) => ({ width, height, data: new Uint8Array(width * height * 3).fill(value) }));
      expectUnitRows(await model.embedImages(flat), 2, model.spec.dimension);
    });

    it('gives an empty matrix for no photos', async () => {
      expectUnitRows(await model.embedImages([]), 0, model.spec.dimension);
    });

    it('gives bit-equal vectors for the same call', async () => {
      expect((await model.embedImages(images)).data).toEqual((await model.embedImages(images)).data);
    });

    it('gives the same vector alone and in a batch, in the order of the photos', async () => {
      const batch = await model.embedImages(images);
      for (const [row, image] of images.entries()) {
        const alone = await model.embedImages([image]);
        expect(cosine(alone.data, rowOf(batch, row)), `photo ${String(row)}`).toBeGreaterThanOrEqual(0.9999);
      }
      expect(cosine(rowOf(batch, 0), rowOf(batch, 1))).toBeLessThan(0.999);
    });

    it('reads a photo that is a view into a larger buffer, and leaves it untouched', async () => {
      const [first] = images as [PixelImage];
      const large = new Uint8Array(first.data.length + 64);
      large.set(first.data, 32);
      const view = { ...first, data: large.subarray(32, 32 + first.data.length) };
      const fromView = await model.embedImages([view]);
      expect(cosine(fromView.data, (await model.embedImages([first])).data)).toBeGreaterThanOrEqual(0.9999);
      expect(view.data).toEqual(first.data);
    });

    it('refuses a photo of another size, or with bytes missing, and names its place', async () => {
      const [first] = images as [PixelImage];
      const narrow = paintedImage({ width: first.width - 1, height: first.height }, 1);
      const short = { ...first, data: first.data.subarray(1) };
      for (const wrong of [narrow, short]) {
        const refusal = await model.embedImages([first, wrong]).catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(ImageSizeMismatchError);
        expect(refusal).toMatchObject({ code: 'IMAGE_SIZE_MISMATCH', index: 1 });
      }
    });

    it('does not start when the signal is already aborted', async () => {
      const signal = AbortSignal.abort(new Error('shopper left'));
      await expect(model.embedImages(images, { signal })).rejects.toBeInstanceOf(InputAbortedError);
    });

    it('answers concurrent calls as it answers them one by one', async () => {
      const one = await model.embedImages(images);
      const calls = await Promise.all(images.map((image) => model.embedImages([image])));
      for (const [row, call] of calls.entries()) {
        expect(cosine(call.data, rowOf(one, row))).toBeGreaterThanOrEqual(0.9999);
      }
    });

    it('refuses calls once it is closed, and may be closed twice', async () => {
      const closing = await openModel();
      await closing.close();
      await closing.close();
      await expect(closing.embedImages(images)).rejects.toBeInstanceOf(ModelClosedError);
    });
  });
}
