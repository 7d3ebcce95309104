import { encoderId, type HttpEncoderApi } from '@kindred/embedding-model';
import { cosine, describeTextEmbeddingModel, HashTextEmbeddingModel, rowOf } from '@kindred/embedding-model/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RemoteTextSettings } from './encoder-settings.ts';
import { RemoteEncoderMismatchError, RemoteEncoderSettingsError } from './errors.ts';
import { HttpTextEmbeddingModel } from './http-text-embedding-model.ts';
import {
  startEmbeddingServer,
  type EmbeddingServer,
  type EmbeddingServerOptions,
} from './test-fixtures/embedding-server.ts';

const INFO = {
  model_id: 'test/hash-text',
  model_sha: 'c0ffee',
  model_dtype: 'float16',
  model_type: { embedding: { pooling: 'cls' } },
  max_input_length: 256,
  max_client_batch_size: 3,
};
const MODELS = { object: 'list', data: [{ id: 'test/hash-text' }, { id: 'test/other' }] };
const APIS: readonly HttpEncoderApi[] = ['openai', 'tei', 'infinity'];

describe.each(APIS)('api %s', (api) => {
  let server: EmbeddingServer;
  beforeAll(async () => {
    server = await startEmbeddingServer({ text: new HashTextEmbeddingModel(), info: INFO, models: MODELS });
  });
  afterAll(() => server.close());

  describeTextEmbeddingModel('HttpTextEmbeddingModel', () =>
    HttpTextEmbeddingModel.open({ baseUrl: server.baseUrl, api, model: 'test/hash-text', maxTokens: 256 }),
  );

  it('gives the vectors of the model behind the server', async () => {
    const model = await HttpTextEmbeddingModel.open({ baseUrl: server.baseUrl, api, model: 'test/hash-text' });
    const texts = ['red summer dress', 'digital camera', 'café crème', '東京', 'socks'];
    const matrix = await model.embedDocuments(texts);
    const expected = await new HashTextEmbeddingModel().embedDocuments(texts);
    expect(matrix.data.length).toBe(expected.data.length);
    matrix.data.forEach((value, i) => expect(value).toBeCloseTo(expected.data[i] ?? NaN, 6));
    await model.close();
  });
});

describe('HttpTextEmbeddingModel', () => {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const part of opened.splice(0).reverse()) await part.close();
  });

  async function start(options: EmbeddingServerOptions = {}): Promise<EmbeddingServer> {
    const server = await startEmbeddingServer({
      text: new HashTextEmbeddingModel(8),
      info: INFO,
      models: MODELS,
      ...options,
    });
    opened.push(server);
    return server;
  }

  async function open(settings: Partial<RemoteTextSettings> & { baseUrl: string }): Promise<HttpTextEmbeddingModel> {
    const model = await HttpTextEmbeddingModel.open({ api: 'openai', model: 'test/hash-text', ...settings });
    opened.push(model);
    return model;
  }

  it('reads like the example of the README', async () => {
    const server = await start();
    const model = await HttpTextEmbeddingModel.open({
      baseUrl: server.baseUrl,
      api: 'openai',
      model: 'intfloat/multilingual-e5-small',
      apiKey: 'secret',
      queryPrefix: 'query: ',
      documentPrefix: 'passage: ',
      maxTokens: 512,
    });
    const documents = await model.embedDocuments(['red summer dress', 'digital camera']);
    const query = await model.embedQuery('a red dress');
    expect(cosine(query, rowOf(documents, 0))).toBeGreaterThan(cosine(query, rowOf(documents, 1)));
    await model.close();
    expect(server.embedded().map(({ inputs }) => inputs)).toEqual([
      ['dimension'],
      ['passage: red summer dress', 'passage: digital camera'],
      ['query: a red dress'],
    ]);
  });

  it('learns its identity from Text Embeddings Inference', async () => {
    const { baseUrl } = await start();
    const model = await HttpTextEmbeddingModel.open({ baseUrl, api: 'tei' });
    opened.push(model);
    expect(encoderId(model.spec)).toBe(`http:${baseUrl}/test/hash-text|c0ffee|fp16|cls|8|256|q=|d=`);
  });

  it('believes the settings where the server tells something else', async () => {
    const { baseUrl } = await start();
    const told = { revision: 'r2', dtype: 'q8', pooling: 'mean', maxTokens: 99 } as const;
    const model = await open({ baseUrl, api: 'tei', ...told });
    expect(encoderId(model.spec)).toBe(`http:${baseUrl}/test/hash-text|r2|q8|mean|8|99|q=|d=`);
  });

  it('lets queries pass the documents that wait', async () => {
    const gate = Promise.withResolvers<undefined>();
    const server = await start({ trouble: ({ inputs }) => (inputs[0] === 'a' ? gate.promise : undefined) });
    const model = await open({ baseUrl: server.baseUrl, limits: { maxConcurrent: 1, maxInputs: 1 } });
    const calls = [model.embedDocuments(['a', 'b', 'c']), model.embedQuery('q')];
    gate.resolve(undefined);
    await Promise.all(calls);
    expect(server.embedded().map(({ inputs }) => inputs[0])).toEqual(['dimension', 'a', 'q', 'b', 'c']);
  });

  it('takes what the server does not tell from the settings, and says what nobody told', async () => {
    const { baseUrl } = await start();
    expect(encoderId((await open({ baseUrl })).spec)).toBe(
      `http:${baseUrl}/test/hash-text|unpinned|fp32|none|8|512|q=|d=`,
    );
    const more = {
      modelId: 'http:gpu/bge',
      revision: 'v2',
      dtype: 'q8',
      pooling: 'mean',
      maxCharacters: 2000,
    } as const;
    expect(encoderId((await open({ baseUrl, ...more, maxTokens: 64, queryPrefix: 'q: ' })).spec)).toBe(
      'http:gpu/bge|v2+characters=2000|q8|mean|8|64|q=q: |d=',
    );
  });

  it('never puts the key into its identity, and sends it with every request', async () => {
    const server = await start();
    const model = await open({ baseUrl: server.baseUrl, api: 'infinity', apiKey: 'sekret' });
    await model.embedQuery('socks');
    expect(JSON.stringify(model.spec)).not.toContain('sekret');
    expect(server.requests.map(({ authorization }) => authorization)).toEqual(Array(3).fill('Bearer sekret'));
  });

  it.each<[Partial<RemoteTextSettings>, string, object]>([
    [{}, '/v1/embeddings', { model: 'test/hash-text', input: ['socks'], encoding_format: 'base64' }],
    [
      { encodingFormat: 'float' },
      '/v1/embeddings',
      { model: 'test/hash-text', input: ['socks'], encoding_format: 'float' },
    ],
    [{ api: 'tei' }, '/embed', { inputs: ['socks'], truncate: true, normalize: true }],
    [
      { api: 'infinity' },
      '/embeddings',
      { model: 'test/hash-text', input: ['socks'], encoding_format: 'base64', modality: 'text' },
    ],
  ])('with %o asks %s', async (settings, path, body) => {
    const server = await start();
    const model = await open({ baseUrl: server.baseUrl, ...settings });
    await model.embedQuery('socks');
    expect(server.requests.at(-1)).toMatchObject({ method: 'POST', path, body });
  });

  it('keeps the path of the base URL and adds no /v1 to it', async () => {
    const server = await start();
    await open({ baseUrl: `${server.baseUrl}/team/v1/` });
    expect(server.requests.at(-1)?.path).toBe('/team/v1/embeddings');
  });

  it('sends no more texts at a time than the server says that it takes', async () => {
    const server = await start();
    const model = await open({ baseUrl: server.baseUrl, api: 'tei' });
    await model.embedDocuments(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(server.embedded().map(({ inputs }) => inputs.length)).toEqual([1, 3, 3, 1]);
  });

  it('cuts texts at maxCharacters, prefix included, and leaves no half character', async () => {
    const server = await start();
    const model = await open({ baseUrl: server.baseUrl, maxCharacters: 6, documentPrefix: 'd: ' });
    await model.embedDocuments(['ab👟cd', 'ab']);
    expect(server.embedded().at(-1)?.inputs).toEqual(['d: ab', 'd: ab']);
  });

  it.each([
    [{ api: 'tei', model: 'test/other' }, "has the model 'test/hash-text', but 'test/other' is configured"],
    [{ api: 'infinity', model: 'x' }, "has the models 'test/hash-text', 'test/other', but 'x' is configured"],
    [{ dimension: 9 }, 'has vectors of dimension 8, but 9 is configured'],
  ] as const)('refuses to open with %o on a server that has another', async (settings, message) => {
    const { baseUrl } = await start();
    const refusal: unknown = await open({ baseUrl, ...settings }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RemoteEncoderMismatchError);
    expect(String(refusal)).toContain(message);
  });

  it.each([
    [{ model_type: { reranker: {} } }, "no 'model_id'"],
    [{ ...INFO, model_type: { reranker: {} } }, 'its model is no embedding model (model_type {"reranker":{}})'],
    [{ ...INFO, model_type: { embedding: { pooling: 'splade' } } }, "sparse vectors (pooling 'splade')"],
  ])('refuses a Text Embeddings Inference server that says %j', async (info, message) => {
    const { baseUrl } = await start({ info });
    await expect(open({ baseUrl, api: 'tei' })).rejects.toThrow(message);
  });

  it('refuses settings before anything is sent, all problems at once', async () => {
    const server = await start();
    const { host } = new URL(server.baseUrl);
    const opening = HttpTextEmbeddingModel.open({
      baseUrl: `http://me:sekret@${host}`,
      api: 'openai',
      apiKey: 'two words',
      limits: { maxInputs: 0, maxTries: 2.5 },
    });
    const refusal: unknown = await opening.catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RemoteEncoderSettingsError);
    expect(refusal).toMatchObject({
      code: 'REMOTE_ENCODER_SETTINGS',
      problems: [
        'baseUrl must hold no password; give the key as apiKey',
        "model is missing, which api 'openai' needs",
        'apiKey must be one word of printable ASCII characters',
        'limits.maxInputs is 0, but must be a whole number from 1 to 2048',
        'limits.maxTries is 2.5, but must be a whole number from 1 to 20',
      ],
    });
    expect(String(refusal)).not.toMatch(/sekret|two words/);
    expect(server.requests).toEqual([]);
  });
});
