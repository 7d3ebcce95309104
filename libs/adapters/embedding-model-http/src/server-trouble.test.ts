import { InputAbortedError, ModelClosedError } from '@kindred/embedding-model';
import { HashTextEmbeddingModel } from '@kindred/embedding-model/testing';
import { afterEach, describe, expect, it } from 'vitest';
import type { RemoteTextSettings } from './encoder-settings.ts';
import {
  RemoteEncoderAccessError,
  RemoteEncoderAnswerError,
  RemoteEncoderRefusedError,
  RemoteEncoderTimeoutError,
  RemoteEncoderUnavailableError,
  RemoteInputRefusedError,
} from './errors.ts';
import { HttpTextEmbeddingModel } from './http-text-embedding-model.ts';
import {
  startEmbeddingServer,
  type EmbeddingServer,
  type EmbeddingServerOptions,
  type SeenRequest,
  type Trouble,
} from './test-fixtures/embedding-server.ts';
import { ManualClock } from './test-fixtures/manual-clock.ts';
import { selfSignedCertificate } from './test-fixtures/self-signed-certificate.ts';

const LIMITS = {
  lingerMs: 0,
  firstDelayMs: 100,
  maxDelayMs: 1000,
  maxTries: 4,
  requestTimeoutMs: 20_000,
  timeoutMs: 50_000,
};

describe('a server in trouble', () => {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const part of opened.splice(0).reverse()) await part.close();
  });

  /** Pauses of tries pass at once, timeouts when the test says so. */
  const clock = (): ManualClock => new ManualClock(LIMITS.requestTimeoutMs);

  async function start(options: EmbeddingServerOptions): Promise<EmbeddingServer> {
    const server = await startEmbeddingServer({ text: new HashTextEmbeddingModel(8), ...options });
    opened.push(server);
    return server;
  }

  async function open(
    { baseUrl }: Pick<EmbeddingServer, 'baseUrl'>,
    { time = clock(), ...settings }: Partial<RemoteTextSettings> & { time?: ManualClock } = {},
  ): Promise<HttpTextEmbeddingModel> {
    const more = { api: 'openai', model: 'm', ...settings, limits: { ...LIMITS, ...settings.limits } } as const;
    const model = await HttpTextEmbeddingModel.open({ baseUrl, ...more }, { clock: time, random: () => 0.5 });
    opened.push(model);
    return model;
  }

  /** Troubles of the requests after the one that opens, in order; none once they are used up. */
  function afterOpening(...troubles: Trouble[]): (request: SeenRequest) => Trouble | undefined {
    return ({ inputs }) => (inputs[0] === 'dimension' ? undefined : troubles.shift());
  }

  it('that is not there is unavailable, and the message names it', async () => {
    const server = await start({});
    await server.close();
    const error: unknown = await open(server).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RemoteEncoderUnavailableError);
    expect(String(error)).toContain(`Encoder server '${server.baseUrl}' did not embed 1 text: `);
    expect(String(error)).toMatch(/ECONNREFUSED.* after 4 tries\. Check that it runs/);
  });

  it.each<[string, Trouble]>([
    ['429', { status: 429 }],
    ['502', { status: 502 }],
    ['503', { status: 503 }],
    ['504', { status: 504 }],
    ['a connection cut off', 'reset'],
    ['half an answer', 'half'],
  ])('that gives %s and recovers is asked again, after growing pauses', async (_name, trouble) => {
    const server = await start({ trouble: afterOpening(trouble, trouble, trouble) });
    const time = clock();
    const model = await open(server, { time });
    const vector = await model.embedQuery('socks');
    expect(vector).toEqual((await model.embedDocuments(['socks'])).data);
    expect(server.embedded()).toHaveLength(1 + 4 + 1);
    expect(time.passed.filter((ms) => ms > 0)).toEqual([75, 150, 300]);
  });

  it('that says when to come back is not asked earlier', async () => {
    const busy = (after: string): Trouble => ({ status: 429, headers: { 'retry-after': after } });
    const server = await start({ trouble: afterOpening(busy('7'), busy(new Date(12_000).toUTCString())) });
    const time = clock();
    const model = await open(server, { time });
    await model.embedQuery('socks');
    // 7 s and half of the first delay; then, at 7.05 s, until second 12.
    expect(time.passed.filter((ms) => ms > 0)).toEqual([7050, 12_000 - 7050 + 50]);
  });

  it('that asks for a longer pause than a caller waits is unavailable at once', async () => {
    const trouble = afterOpening({ status: 503, headers: { 'retry-after': '3600' }, body: { error: 'maintenance' } });
    const server = await start({ trouble });
    const model = await open(server);
    await expect(model.embedQuery('socks')).rejects.toThrow(
      'status 503 after 1 try: maintenance (it asks to come back after: 3600)',
    );
  });

  it('that goes on failing is unavailable with its own words, and works again when it does', async () => {
    const down = { status: 503, body: { error: { message: 'loading\n the model' } } };
    const server = await start({ trouble: afterOpening(down, down, down, down) });
    const model = await open(server);
    const error: unknown = await model.embedQuery('socks').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RemoteEncoderUnavailableError);
    expect(String(error)).toContain('did not embed 1 text: status 503 after 4 tries: loading the model.');
    expect(await model.embedQuery('socks')).toHaveLength(8);
  });

  it.each([500, 424, 408])('that fails with %i is not asked again', async (status) => {
    const server = await start({ trouble: afterOpening({ status, body: { error: 'out of memory' } }) });
    const model = await open(server);
    await expect(model.embedQuery('socks')).rejects.toThrow(RemoteEncoderUnavailableError);
    expect(server.embedded()).toHaveLength(2);
  });

  it('that never answers is given up in time, and its connection ended', async () => {
    const server = await start({ trouble: afterOpening('hang') });
    const time = clock();
    const model = await open(server, { time });
    const call = model.embedQuery('socks');
    await server.stuck;
    time.fire(LIMITS.requestTimeoutMs);
    await expect(call).rejects.toThrow(RemoteEncoderTimeoutError);
    await expect(call).rejects.toThrow('did not embed 1 text within 20000 ms');
    await server.cutOff;
    expect(time.pending).toEqual([]);
  });

  it('that stops within its answer is given up in time', async () => {
    const server = await start({ trouble: afterOpening('stall') });
    const time = clock();
    const model = await open(server, { time });
    const call = model.embedQuery('socks');
    await server.stuck;
    // What loopback holds is read in the next turns.
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    time.fire(LIMITS.requestTimeoutMs);
    await expect(call).rejects.toThrow(RemoteEncoderTimeoutError);
  });

  it('that keeps a call waiting through all tries is given up when the call has waited enough', async () => {
    const server = await start({ trouble: () => 'hang' });
    const time = clock();
    const opening = open(server, { time, limits: { requestTimeoutMs: 60_000 } });
    await server.stuck;
    time.fire(LIMITS.timeoutMs);
    await expect(opening).rejects.toThrow('did not open within 50000 ms');
  });

  it.each<[string, number, boolean]>([
    ['401 without a key', 401, false],
    ['403 with a key', 403, true],
  ])('that answers %s says what to do, and is asked once', async (_name, status, keySent) => {
    const server = await start({ trouble: () => ({ status, body: { error: { message: 'sekret is wrong' } } }) });
    const error: unknown = await open(server, keySent ? { apiKey: 'sekret' } : {}).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RemoteEncoderAccessError);
    expect(String(error)).toContain(
      keySent ? "with an API key. Check this encoder's" : "without an API key. Set this encoder's",
    );
    expect(String(error)).not.toContain('sekret');
    expect(server.requests).toHaveLength(1);
  });

  it('that has no such address says which settings to check, with its words but not the key', async () => {
    const server = await start({ trouble: () => ({ status: 404, body: { detail: 'no model for sekret' } }) });
    const error: unknown = await open(server, { apiKey: 'sekret' }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RemoteEncoderRefusedError);
    expect(String(error)).toContain('with status 404: no model for …. Check the baseUrl, api and model');
  });

  it('that redirects is not followed, and says where to', async () => {
    const server = await start({ trouble: () => ({ status: 308, headers: { location: 'https://elsewhere/' } }) });
    await expect(open(server)).rejects.toThrow('redirects are not followed; it leads to https://elsewhere/');
    expect(server.requests).toHaveLength(1);
  });

  it.each([400, 413, 422])('that refuses (%i) one text of a batch fails only its caller', async (status) => {
    const trouble = ({ inputs }: SeenRequest): Trouble | undefined =>
      inputs.includes('too long') ? { status, body: { error: 'must have less than 512 tokens' } } : undefined;
    const server = await start({ trouble });
    const model = await open(server, { limits: { maxConcurrent: 2 } });
    const [first, second, third] = await Promise.allSettled([
      model.embedDocuments(['a', 'b']),
      model.embedDocuments(['c', 'too long', 'd']),
      model.embedDocuments(['e']),
    ]);
    expect(server.embedded()[1]?.inputs).toEqual(['a', 'b', 'c', 'too long', 'd', 'e']);
    expect(first).toMatchObject({ status: 'fulfilled', value: { rows: 2 } });
    expect(third).toMatchObject({ status: 'fulfilled', value: { rows: 1 } });
    const reason = second.status === 'rejected' ? (second.reason as unknown) : undefined;
    expect(reason).toBeInstanceOf(RemoteInputRefusedError);
    expect(reason).toMatchObject({ code: 'REMOTE_INPUT_REFUSED', index: 1 });
    expect(String(reason)).toContain(
      `refused input 1 of the call with status ${String(status)}: must have less than 512`,
    );
  });

  it.each<[string, Trouble, string]>([
    ['no JSON', { text: '<html>' }, 'its answer is not JSON'],
    ['NaN as Python writes it', { text: '{"data":[{"index":0,"embedding":[NaN]}]}' }, 'its answer is not JSON'],
    ['another document', { text: '{"embeddings":[]}' }, "its answer has no list 'data'"],
    [
      'too few embeddings',
      { edit: (json: { data: object[] }) => ({ data: json.data.slice(0, 1) }) },
      'it gave 1 embedding for 2 inputs',
    ],
    [
      'an embedding twice',
      { edit: (json: { data: object[] }) => ({ data: [json.data[0], json.data[0]] }) },
      'two embeddings have the index 0',
    ],
    ['an endless answer', 'endless', 'its answer has more than 100000 bytes'],
  ])('that gives %s breaks the call and nothing else', async (_name, trouble, message) => {
    const server = await start({ trouble: afterOpening(trouble) });
    const model = await open(server, { limits: { maxResponseBytes: 100_000 } });
    const call = model.embedDocuments(['socks', 'shoes']);
    await expect(call).rejects.toThrow(RemoteEncoderAnswerError);
    await expect(call).rejects.toThrow(`was asked to embed 2 texts, but ${message}`);
    expect((await model.embedDocuments(['socks', 'shoes'])).rows).toBe(2);
  });

  it('may answer with maxResponseBytes, but not with a byte more', async () => {
    const padded = (bytes: number): Trouble => ({
      text: '{"data":[{"index":0,"embedding":[1,0,0,0,0,0,0,0]}]}'.padEnd(bytes),
    });
    const server = await start({ trouble: afterOpening(padded(2000), padded(2001)) });
    const model = await open(server, { limits: { maxResponseBytes: 2000 } });
    expect(await model.embedQuery('socks')).toEqual(Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0));
    await expect(model.embedQuery('socks')).rejects.toThrow('its answer has more than 2000 bytes');
  });

  it('that answers out of order gives every text its own vector', async () => {
    const reversed: Trouble = { edit: (json: { data: object[] }) => ({ data: json.data.toReversed() }) };
    const server = await start({ trouble: afterOpening(reversed) });
    const model = await open(server);
    const texts = ['socks', 'shoes', 'olive oil'];
    expect(await model.embedDocuments(texts)).toEqual(await model.embedDocuments(texts));
  });

  it('that is slow is left when the caller leaves', async () => {
    const server = await start({ trouble: afterOpening('hang') });
    const time = clock();
    const model = await open(server, { time });
    const controller = new AbortController();
    const call = model.embedQuery('socks', { signal: controller.signal });
    await server.stuck;
    controller.abort(new Error('shopper left'));
    await expect(call).rejects.toBeInstanceOf(InputAbortedError);
    await server.cutOff;
    expect(time.pending).toEqual([]);
  });

  it('ends what runs when the model is closed', async () => {
    const server = await start({ trouble: afterOpening('hang') });
    const time = clock();
    const model = await open(server, { time });
    const call = model.embedDocuments(['socks']);
    await server.stuck;
    const rejection = expect(call).rejects.toBeInstanceOf(ModelClosedError);
    await model.close();
    await rejection;
    await server.cutOff;
    expect(time.pending).toEqual([]);
  });
});

describe('a server that is left', () => {
  it('has no connection any more', async () => {
    const server = await startEmbeddingServer({ text: new HashTextEmbeddingModel(8) });
    const model = await HttpTextEmbeddingModel.open({ baseUrl: server.baseUrl, api: 'openai', model: 'm' });
    await model.close();
    await server.disconnected;
    await server.close();
  });
});

describe('a server with a certificate of its own', () => {
  it('is believed only where its authority is given', async () => {
    const tls = selfSignedCertificate();
    const server = await startEmbeddingServer({ text: new HashTextEmbeddingModel(8), tls });
    const settings = { baseUrl: server.baseUrl, api: 'openai', model: 'm', apiKey: 'sekret' } as const;
    await expect(HttpTextEmbeddingModel.open(settings)).rejects.toThrow(/self-signed certificate.* after 1 try/);
    expect(server.requests).toEqual([]);
    const model = await HttpTextEmbeddingModel.open({ ...settings, certificateAuthority: tls.cert });
    expect(await model.embedQuery('socks')).toHaveLength(8);
    expect(model.spec.modelId).toBe(`http:${server.baseUrl}/m`);
    await model.close();
    await server.close();
  });
});
