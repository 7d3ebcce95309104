import { encoderId } from '@kindred/embedding-model';
import {
  ColourPairImageModel,
  describeImageEmbeddingModel,
  describeTextTower,
  HashImageEmbeddingModel,
  paintedImage,
} from '@kindred/embedding-model/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RemotePhotoSettings } from './encoder-settings.ts';
import { PhotoEncodingError, RemoteEncoderSettingsError } from './errors.ts';
import { HttpImageEmbeddingModel } from './http-image-embedding-model.ts';
import { startEmbeddingServer, type EmbeddingServer } from './test-fixtures/embedding-server.ts';
import { encodePpm } from './test-fixtures/ppm.ts';

const INPUT = { width: 32, height: 32 };

describe('HttpImageEmbeddingModel', () => {
  let server: EmbeddingServer;
  beforeAll(async () => {
    server = await startEmbeddingServer({
      image: new HashImageEmbeddingModel(),
      models: { data: [{ id: 'test/colour-grid' }] },
    });
  });
  afterAll(() => server.close());

  function open(settings: Partial<RemotePhotoSettings> = {}): Promise<HttpImageEmbeddingModel> {
    return HttpImageEmbeddingModel.open({
      baseUrl: server.baseUrl,
      api: 'infinity',
      model: 'test/colour-grid',
      photoSize: 32,
      encodePhoto: encodePpm,
      photoFormat: 'ppm',
      ...settings,
    });
  }

  describeImageEmbeddingModel('HttpImageEmbeddingModel', () => open());

  it('gives the vectors of the model behind the server', async () => {
    const model = await open();
    const images = [1, 2, 3].map((seed) => paintedImage(INPUT, seed));
    const { data } = await model.embedImages(images);
    const expected = (await new HashImageEmbeddingModel().embedImages(images)).data;
    expect(data.length).toBe(expected.length);
    data.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 6));
    await model.close();
  });

  it('names in its identity what was done to the pixels', async () => {
    const model = await open({ revision: 'r1' });
    expect(encoderId(model.spec)).toBe(`http:${server.baseUrl}/test/colour-grid|r1+ppm|fp32|none|64|32x32|cover|cubic`);
    await model.close();
  });

  it('sends photos as data addresses with their kind, at most 32 at a time', async () => {
    const model = await open();
    const before = server.embedded().length;
    await model.embedImages(Array.from({ length: 40 }, (_, seed) => paintedImage(INPUT, seed)));
    const sent = server.embedded().slice(before);
    expect(sent.map(({ inputs }) => inputs.length)).toEqual([32, 8]);
    expect(sent[0]).toMatchObject({ path: '/embeddings', body: { modality: 'image', model: 'test/colour-grid' } });
    expect(sent[0]?.inputs[0]).toMatch(/^data:image\/x-portable-pixmap;base64,/);
    await model.close();
  });

  it('turns photos into files only for the batches that are sent', async () => {
    let encoded = 0;
    const encodePhoto: typeof encodePpm = (image) => {
      encoded += 1;
      return encodePpm(image);
    };
    const model = await open({ encodePhoto, limits: { maxInputs: 2, maxConcurrent: 1, timeoutMs: 60_000 } });
    const controller = new AbortController();
    const images = [1, 2, 3, 4, 5, 6].map((seed) => paintedImage(INPUT, seed));
    const call = model.embedImages(images, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toThrow('aborted by its caller');
    await model.embedImages(images.slice(0, 1));
    // The probe, the first batch of the call that was aborted, and the last call.
    expect(encoded).toBe(1 + 2 + 1);
    await model.close();
  });

  it('lets a single photo pass the photos that wait', async () => {
    const model = await open({ limits: { maxConcurrent: 1, maxInputs: 2 } });
    const before = server.embedded().length;
    const photos = [1, 2, 3, 4].map((seed) => paintedImage(INPUT, seed));
    await Promise.all([model.embedImages(photos), model.embedImages(photos.slice(0, 1))]);
    expect(
      server
        .embedded()
        .slice(before)
        .map(({ inputs }) => inputs.length),
    ).toEqual([2, 1, 2]);
    await model.close();
  });

  it('names the photo that can not be encoded, and embeds the others that travel with it', async () => {
    const broken = paintedImage(INPUT, 9);
    const encodePhoto: typeof encodePpm = async (image) => {
      if (image === broken) throw new Error('no encoder for this');
      return encodePpm(image);
    };
    const model = await open({ encodePhoto });
    const good = [1, 2, 3].map((seed) => paintedImage(INPUT, seed));
    const [failed, embedded] = await Promise.allSettled([
      model.embedImages([paintedImage(INPUT, 4), broken]),
      model.embedImages(good),
    ]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'PHOTO_ENCODING', index: 1 } });
    expect(failed.status === 'rejected' && failed.reason).toBeInstanceOf(PhotoEncodingError);
    expect(failed.status === 'rejected' && String(failed.reason)).toContain('Photo 1 of the call');
    expect(embedded).toMatchObject({ status: 'fulfilled', value: { rows: 3 } });
    await model.close();
  });

  it('refuses an interface without photos, a photo without pixels and a format without a name', async () => {
    await expect(open({ api: 'tei' })).rejects.toThrow(RemoteEncoderSettingsError);
    await expect(open({ api: 'openai' })).rejects.toThrow("api 'openai' has no photos; use api 'infinity'");
    await expect(open({ photoFormat: '', photoSize: 0 })).rejects.toThrow(
      'photoSize is 0, but must be a whole number from 1 to 4096; photoFormat must be one word',
    );
  });
});

describe('a model that compares texts and photos', () => {
  const pair = new ColourPairImageModel();
  let server: EmbeddingServer;
  beforeAll(async () => {
    server = await startEmbeddingServer({
      image: pair,
      text: pair.textTower,
      models: {
        data: [
          { id: 'pair', capabilities: ['embed', 'image_embed'] },
          { id: 'photos', capabilities: ['image_embed'] },
        ],
      },
    });
  });
  afterAll(() => server.close());
  const open = (model = 'pair') =>
    HttpImageEmbeddingModel.open({
      baseUrl: server.baseUrl,
      api: 'infinity',
      model,
      modelId: 'pair',
      photoSize: 32,
      encodePhoto: encodePpm,
      photoFormat: 'ppm',
    });

  describeTextTower('HttpImageEmbeddingModel', open, () => open('photos'));

  it('asks for texts only when there are some, as texts, and closes with the photos', async () => {
    const model = await open();
    const before = server.requests.length;
    const texts = () => server.embedded().filter(({ body }) => body['modality'] === 'text').length;
    const textsBefore = texts();
    await model.embedImages([paintedImage(INPUT, 1)]);
    expect([server.requests.length - before, texts() - textsBefore]).toEqual([1, 0]);
    expect(await model.textTower?.embedQuery('red')).toHaveLength(64);
    expect(server.embedded().at(-1)).toMatchObject({ inputs: ['red'], body: { modality: 'text', model: 'pair' } });
    await model.close();
    await expect(model.textTower?.embedQuery('red')).rejects.toMatchObject({ code: 'MODEL_CLOSED' });
  });
});
