import { encoderId } from '@kindred/embedding-model';
import { cosine, describeAudioEmbeddingModel, describeTextEmbeddingModel } from '@kindred/embedding-model/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UnknownEncoderError } from '../errors.ts';
import { openEncoder, type OpenEncoderOptions } from '../open-encoder.ts';
import { melStatisticsGraph } from '../test-fixtures/audio-graphs.ts';
import { CLAP_PREPROCESSOR } from '../test-fixtures/clap-preprocessor.ts';
import { EncoderFolder } from '../test-fixtures/encoder-folder.ts';
import { COMMIT, HubServer } from '../test-fixtures/hub-server.ts';
import { patchTokensGraph, projectedImageGraph } from '../test-fixtures/image-graphs.ts';
import { writeOnnx } from '../test-fixtures/onnx-file.ts';
import { clipTextGraph, contextualTextGraph, siglipTextGraph } from '../test-fixtures/text-graphs.ts';
import { tinyTokenizer, tinyTokenizerConfig } from '../test-fixtures/tiny-tokenizer.ts';
import { UnknownHubModelError } from './errors.ts';
import { findTestedModel } from './tested-models.ts';

const PREPROCESSOR = { size: 8, resample: 3, image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5] };
const PHOTO = { width: 8, height: 8, data: Uint8Array.from({ length: 192 }, (_, i) => i) };

let hub: HubServer | undefined;
let cache: EncoderFolder;
beforeEach(async () => {
  cache = await EncoderFolder.make();
});
afterEach(async () => {
  await hub?.stop();
  await cache.remove();
});

/** A hub with one tiny model under a real model's name. */
async function publish(model: string, modelType: string): Promise<HubServer> {
  hub = await HubServer.start(model);
  hub.add('config.json', { model_type: modelType });
  return hub;
}

function addText(server: HubServer, graph: Uint8Array, padToken?: string): void {
  server.add('tokenizer.json', tinyTokenizer());
  server.add('tokenizer_config.json', tinyTokenizerConfig(padToken));
  server.add('onnx/model.onnx', graph);
}

const options = (extra: Partial<OpenEncoderOptions> = {}): OpenEncoderOptions => ({
  hub: { cacheDir: cache.path, endpoint: hub?.endpoint ?? '' },
  ...extra,
});

describe('text models of the hub', () => {
  it.each([
    ['acme/all-MiniLM-L6-v2', 'bert', { pooling: 'mean', maxTokens: 256, queryPrefix: '', documentPrefix: '' }],
    [
      'acme/multilingual-e5-small',
      'xlm-roberta',
      { pooling: 'mean', queryPrefix: 'query: ', documentPrefix: 'passage: ' },
    ],
    [
      'acme/bge-small-en-v1.5',
      'bert',
      {
        pooling: 'cls',
        queryPrefix: 'Represent this sentence for searching relevant passages: ',
        documentPrefix: '',
      },
    ],
    ['acme/gte-small', 'bert', { pooling: 'mean', maxTokens: 512 }],
    ['acme/gte-modernbert-base', 'modernbert', { pooling: 'cls', maxTokens: 8192 }],
  ])('%s', async (model, modelType, spec) => {
    addText(await publish(model, modelType), writeOnnx(contextualTextGraph()));
    const { text } = await openEncoder(`hf:${model}@${COMMIT}`, options());
    expect(text?.spec).toMatchObject({ modelId: `hf:${model}`, dtype: 'fp32', dimension: 24, ...spec });
    expect(text?.spec.revision).toMatch(new RegExp(`^${COMMIT}-[0-9a-f]{16}$`));
    const query = (await text?.embedQuery('red dress')) ?? new Float32Array();
    const document = (await text?.embedDocuments(['red dress']))?.data ?? new Float32Array();
    const prefixed = (text?.spec.queryPrefix ?? '') + (text?.spec.documentPrefix ?? '') !== '';
    expect(cosine(query, document) > 0.9999).toBe(!prefixed);
    await text?.close();
  });

  it('takes the file of the dtype asked for', async () => {
    const server = await publish('acme/gte-small', 'bert');
    addText(server, writeOnnx(contextualTextGraph()));
    server.add('onnx/model_quantized.onnx', writeOnnx(contextualTextGraph()));
    const { text } = await openEncoder('hf:acme/gte-small@main?dtype=q8', options());
    expect(text?.spec.dtype).toBe('q8');
    expect(server.requests.filter(({ path }) => path.endsWith('.onnx')).map(({ path }) => path)).toEqual([
      `/acme/gte-small/resolve/${COMMIT}/onnx/model_quantized.onnx`,
    ]);
    await text?.close();
  });
});

describe('photo models of the hub', () => {
  it.each([
    ['acme/dino-vits16', 'vit'],
    ['acme/dinov2-small', 'dinov2'],
    ['acme/dinov3-vits16-pretrain-lvd1689m-ONNX', 'dinov3_vit'],
    ['acme/dinov3-vitb16-pretrain-lvd1689m-ONNX', 'dinov3_vit'],
  ])('%s is read at its class token', async (model, modelType) => {
    const server = await publish(model, modelType);
    server.add('preprocessor_config.json', PREPROCESSOR);
    server.add('onnx/model.onnx', writeOnnx(patchTokensGraph(8)));
    const { image, text } = await openEncoder(`hf:${model}@${COMMIT}`, options());
    expect(text).toBeUndefined();
    expect(image?.spec).toMatchObject({ pooling: 'cls', input: { width: 8, height: 8, fit: 'fill', kernel: 'cubic' } });
    expect((await image?.embedImages([PHOTO]))?.rows).toBe(1);
    await image?.close();
  });
});

describe('models that nobody tested, with their pooling stated', () => {
  it('texts', async () => {
    const server = await publish('acme/shop-bert', 'bert');
    addText(server, writeOnnx(contextualTextGraph()));
    server.add('config.json', { model_type: 'bert', max_position_embeddings: 128 });
    const { text } = await openEncoder(`hf:acme/shop-bert@${COMMIT}?pooling=mean`, options());
    expect(text?.spec).toMatchObject({ pooling: 'mean', maxTokens: 128, queryPrefix: '', dimension: 24 });
    await text?.close();
  });

  it('photos', async () => {
    const server = await publish('acme/shop-vit', 'vit');
    server.add('preprocessor_config.json', PREPROCESSOR);
    server.add('onnx/model.onnx', writeOnnx(patchTokensGraph(8)));
    const { image } = await openEncoder(`hf:acme/shop-vit@${COMMIT}?pooling=mean`, options());
    expect(image?.spec).toMatchObject({ pooling: 'mean', dimension: 24 });
    await image?.close();
    const lastToken = openEncoder(`hf:acme/shop-vit@${COMMIT}?pooling=lastToken`, options());
    await expect(lastToken).rejects.toMatchObject({ code: 'ENCODER_MANIFEST' });
  });

  it('but a tested model keeps the pooling that it was tested with', async () => {
    addText(await publish('acme/bge-small-en-v1.5', 'bert'), writeOnnx(contextualTextGraph()));
    const opening = openEncoder(`hf:acme/bge-small-en-v1.5@${COMMIT}?pooling=mean`, options());
    await expect(opening).rejects.toThrow("is tested with pooling 'cls', not 'mean'");
  });
});

describe('models of two towers', () => {
  it.each([
    ['acme/clip-vit-base-patch32', 'clip', ['image_embeds', 'text_embeds'], 77],
    ['acme/siglip2-base-patch16-224-ONNX', 'siglip', ['pooler_output', 'pooler_output'], 64],
  ] as const)(
    '%s gives a text and an image model of one space',
    async (model, modelType, [vision, words], maxTokens) => {
      const server = await publish(model, modelType);
      addText(server, new Uint8Array(), '[SEP]');
      server.files.delete('onnx/model.onnx');
      server.add('preprocessor_config.json', { ...PREPROCESSOR, crop_size: 8, do_center_crop: true });
      server.add('onnx/vision_model.onnx', writeOnnx(projectedImageGraph(8, vision)));
      server.add('onnx/text_model.onnx', writeOnnx(modelType === 'clip' ? clipTextGraph(words) : siglipTextGraph()));
      const { image, text, close } = await openEncoder(`hf:${model}@${COMMIT}`, options());
      expect(text?.spec).toMatchObject({
        maxTokens,
        pooling: 'none',
        space: expect.stringContaining(`hf:${model}@`) as string,
      });
      expect(image?.spec.space).toBe(text?.spec.space);
      expect(image?.textTower).toBe(text);
      expect(image?.spec.input.fit).toBe('cover');
      const photo = (await image?.embedImages([PHOTO]))?.data ?? new Float32Array();
      const query = (await text?.embedQuery('Red Dress')) ?? new Float32Array();
      expect([photo.length, query.length]).toEqual([24, 24]);
      await close();
      const photos = await openEncoder(`hf:${model}@${COMMIT}`, options({ textTower: 'on-demand' }));
      expect(photos.text).toBeUndefined();
      expect(encoderId(photos.image!.spec)).toBe(encoderId(image!.spec));
      expect(await photos.image?.textTower?.embedQuery('Red Dress')).toEqual(query);
      await photos.close();
    },
  );
});

describe('sound models of the hub', () => {
  it('CLAP gives its tower of sound, and brings no other', async () => {
    const server = await publish('acme/clap-htsat-unfused', 'clap');
    server.add('preprocessor_config.json', CLAP_PREPROCESSOR);
    server.add('onnx/audio_model.onnx', writeOnnx(melStatisticsGraph(1001, 64)));
    server.add('onnx/text_model.onnx', writeOnnx(clipTextGraph('text_embeds')));
    const { audio, text, close } = await openEncoder(`hf:acme/clap-htsat-unfused@${COMMIT}`, options());
    expect(text).toBeUndefined();
    expect(audio?.spec).toMatchObject({
      modelId: 'hf:acme/clap-htsat-unfused',
      dimension: 16,
      pooling: 'none',
      clip: { sampleRate: 48_000, windowSeconds: 10, shorter: 'repeatPad', longer: 'average' },
    });
    expect(server.requests.filter(({ path }) => path.endsWith('.onnx'))).toHaveLength(1);
    await close();
  });

  it('refuses CLAP with fusion, and says where', async () => {
    const server = await publish('acme/larger_clap_music', 'clap');
    server.add('preprocessor_config.json', { ...CLAP_PREPROCESSOR, truncation: 'fusion' });
    const opening = openEncoder(`hf:acme/larger_clap_music@${COMMIT}`, options());
    await expect(opening).rejects.toMatchObject({ code: 'MODEL_FILE' });
    await expect(opening).rejects.toThrow('truncation');
  });
});

describe('the cache', () => {
  it('opens a filled cache offline to the same identity and vectors', async () => {
    addText(await publish('acme/gte-small', 'bert'), writeOnnx(contextualTextGraph()));
    const online = await openEncoder(`hf:acme/gte-small@${COMMIT}`, options());
    const expected = await online.text?.embedQuery('wool coat');
    await online.close();
    await hub?.stop();
    const offline = await openEncoder(`hf:acme/gte-small@${COMMIT}`, { hub: { cacheDir: cache.path, offline: true } });
    expect(offline.text?.spec).toEqual(online.text?.spec);
    expect(await offline.text?.embedQuery('wool coat')).toEqual(expected);
    await offline.close();
    hub = undefined;
  });
});

describe('what is refused', () => {
  it('a model that nobody tested, with the list and another way', async () => {
    const error = await openEncoder(`hf:acme/resnet-50@${COMMIT}`, options()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnknownHubModelError);
    for (const part of ['DINOv3', 'SigLIP 2', 'onnx:<path of the manifest>'])
      expect((error as Error).message).toContain(part);
  });

  it('a model that has a tested name and is something else', async () => {
    addText(await publish('acme/gte-small', 'gpt2'), new Uint8Array());
    const opening = openEncoder(`hf:acme/gte-small@${COMMIT}`, options());
    await expect(opening).rejects.toThrow("is of model_type 'gpt2', while its name stands for 'bert'");
  });

  it.each([
    'hf:acme/gte-small',
    'hf:acme/gte-small@main?pooling=max',
    'hf:acme/gte-small@main?dtype=q2',
    'hf:acme/gte-small@main?prefix=x',
    'hf:gte-small@main',
    'hf:acme/../x@main',
    'hf:acme/gte-small@../main',
    'hf:',
    'ftp:x',
    'x',
  ])('the id %j', async (url) => {
    await expect(openEncoder(url, options())).rejects.toBeInstanceOf(UnknownEncoderError);
  });

  it('a hub model without a cache folder', async () => {
    await expect(openEncoder(`hf:acme/gte-small@${COMMIT}`)).rejects.toThrow('needs a cache folder');
  });
});

describe('findTestedModel', () => {
  it.each([
    ['dinov3-vits16-pretrain-lvd1689m-ONNX', 'DINOv3'],
    ['dinov2-base', 'DINOv2'],
    ['clip-vit-base-patch16', 'CLIP'],
    ['siglip2-base-patch16-224-ONNX', 'SigLIP 2'],
    ['paraphrase-multilingual-MiniLM-L12-v2', 'MiniLM'],
    ['multilingual-e5-base', 'E5'],
    ['clap-htsat-unfused', 'CLAP'],
  ])('finds %s', (name, label) => {
    expect(findTestedModel(name)?.label).toContain(label);
  });

  it.each([
    'clap-htsat-fused',
    'multilingual-e5-large-instruct',
    'dinov2-giant',
    'gte-Qwen2-1.5B-instruct',
    'my-clip-vit-base-patch16',
  ])('does not take %s for a tested one', (name) => {
    expect(findTestedModel(name)).toBeUndefined();
  });
});

describe('the contract', () => {
  let server: HubServer;
  let clap: HubServer;
  let folder: EncoderFolder;
  beforeAll(async () => {
    folder = await EncoderFolder.make();
    server = await HubServer.start('acme/multilingual-e5-small');
    server.add('config.json', { model_type: 'xlm-roberta' });
    addText(server, writeOnnx(contextualTextGraph()));
    clap = await HubServer.start('acme/clap-htsat-unfused');
    clap.add('config.json', { model_type: 'clap' });
    clap.add('preprocessor_config.json', { ...CLAP_PREPROCESSOR, max_length_s: 1 });
    clap.add('onnx/audio_model.onnx', writeOnnx(melStatisticsGraph(101, 64)));
  });
  afterAll(async () => {
    await server.stop();
    await clap.stop();
    await folder.remove();
  });

  describeTextEmbeddingModel('E5 of the hub', async () => {
    const settings = { cacheDir: folder.path, endpoint: server.endpoint };
    const { text } = await openEncoder(`hf:acme/multilingual-e5-small@${COMMIT}`, { hub: settings });
    if (text === undefined) throw new Error('a text model was expected');
    return text;
  });

  describeAudioEmbeddingModel('CLAP of the hub', async () => {
    const settings = { cacheDir: folder.path, endpoint: clap.endpoint };
    const { audio } = await openEncoder(`hf:acme/clap-htsat-unfused@${COMMIT}`, { hub: settings });
    if (audio === undefined) throw new Error('an audio model was expected');
    return audio;
  });
});
