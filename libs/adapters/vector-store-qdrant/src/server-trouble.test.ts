import {
  CollectionCorruptError,
  VectorStoreAccessError,
  VectorStoreTimeoutError,
  VectorStoreUnavailableError,
  VectorStoreVersionError,
} from '@kindred/vector-store';
import { afterEach, describe, expect, it } from 'vitest';
import { QdrantVectorStore } from './qdrant-vector-store.ts';
import {
  failure,
  ok,
  startFakeQdrant,
  type FakeAnswer,
  type FakeQdrant,
  type FakeRequest,
} from './testing/fake-server.ts';

const SPEC = { name: 'shoes', blocks: [{ modality: 'image', dimension: 2 }] };
const QUERY = { vector: Float32Array.of(1, 0), weights: [1], limit: 1 };
const RETRY = { firstDelayMs: 1, maxTries: 5 };
const METADATA = { kindred: { format: 1, spec: SPEC, layout: 'scanned' } };

const HIT = { id: 'x', score: 1, payload: { itemId: '007', imputed: [] }, vector: { fused: [1, 0] } };

function info(metadata: object = METADATA): FakeAnswer {
  const params = { shard_number: 1, vectors: { fused: {} } };
  return ok({ status: 'green', points_count: 1, segments_count: 1, config: { params, metadata } });
}

/** Answers searches from a list, the last for ever, and everything else well. */
function searchesAnswer(...answers: FakeAnswer[]): (request: FakeRequest) => FakeAnswer | undefined {
  let next = 0;
  return ({ path }) => {
    if (path === '/collections/kindred.shoes') return info();
    return path.endsWith('/points/query') ? answers[Math.min(next++, answers.length - 1)] : undefined;
  };
}

describe('a server in trouble', () => {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const part of opened.splice(0).reverse()) await part.close();
  });

  async function start(answer: Parameters<typeof startFakeQdrant>[0], version?: string): Promise<FakeQdrant> {
    const server = await startFakeQdrant(answer, version);
    opened.push(server);
    return server;
  }

  async function open(server: Pick<FakeQdrant, 'baseUrl'>, more: object = {}): Promise<QdrantVectorStore> {
    const store = await QdrantVectorStore.open({ baseUrl: server.baseUrl, retry: RETRY, ...more });
    opened.push(store);
    return store;
  }

  it('that is not there is unavailable, and the message names it without the key', async () => {
    const server = await start(() => undefined);
    await server.close();
    const error: unknown = await open(server, { apiKey: 'secret' }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(VectorStoreUnavailableError);
    expect(String(error)).toContain(server.baseUrl.replace('http', 'qdrant'));
    expect(String(error)).not.toContain('secret');
  });

  it('that is too old is refused with both versions', async () => {
    const server = await start(() => undefined, '1.15.5');
    await expect(open(server)).rejects.toThrow(VectorStoreVersionError);
    await expect(open(server)).rejects.toThrow('is Qdrant 1.15.5, but Qdrant 1.16 or newer is needed');
  });

  it('that is another program is unavailable', async () => {
    const server = await start(({ path }) => (path === '/' ? { status: 200, body: '<html>' } : undefined));
    await expect(open(server)).rejects.toThrow('what answers there is no Qdrant server');
  });

  it.each([401, 403])('that wants another key (%i) says to check the key, without trying again', async (status) => {
    const server = await start(({ path }) => (path === '/aliases' ? failure(status, 'no') : undefined));
    await expect(open(server, { apiKey: 'wrong' })).rejects.toThrow(VectorStoreAccessError);
    const asked = server.requests.filter(({ path }) => path === '/aliases');
    expect(asked.map(({ apiKey }) => apiKey)).toEqual(['wrong']);
  });

  it.each(['hang', 'stall'] as const)('that never ends its answer (%s) is given up in time', async (trouble) => {
    const server = await start(searchesAnswer(trouble));
    const store = await open(server, { timeoutMs: 150 });
    await expect(store.search('shoes', QUERY)).rejects.toThrow(VectorStoreTimeoutError);
  });

  it.each([
    ['500', failure(500, 'panic')],
    ['503', failure(503, 'starting')],
    ['429', failure(429, 'slow down', { 'retry-after': '0' })],
    ['a connection cut off', 'reset' as const],
  ])('that gives %s and recovers is asked again', async (_name, trouble) => {
    const server = await start(searchesAnswer(trouble, trouble, ok({ points: [HIT] })));
    const store = await open(server);
    expect((await store.search('shoes', QUERY)).points).toEqual([
      { itemId: '007', score: 1, similarities: [1], imputed: [] },
    ]);
    expect(server.requests.filter(({ path }) => path.endsWith('/query'))).toHaveLength(3);
  });

  it('that goes on failing is unavailable with its own words, and works again when it does', async () => {
    const answers: FakeAnswer[] = [failure(500, 'disk full')];
    const server = await start((request) => (request.path.endsWith('/query') ? answers[0] : searchesAnswer()(request)));
    const store = await open(server);
    await expect(store.search('shoes', QUERY)).rejects.toThrow(/failed in 'search': status 500: disk full/);
    expect(server.requests.filter(({ path }) => path.endsWith('/query'))).toHaveLength(RETRY.maxTries);
    answers[0] = ok({ points: [HIT] });
    expect((await store.search('shoes', QUERY)).points).toHaveLength(1);
  });

  it('that answers something else, as a proxy may, is unavailable', async () => {
    const server = await start(searchesAnswer({ status: 200, body: '<html>' }));
    const store = await open(server);
    await expect(store.search('shoes', QUERY)).rejects.toThrow('the answer is not one of Qdrant');
  });

  it('that refuses a request (400) is not asked again', async () => {
    const server = await start(searchesAnswer(failure(400, 'bad vector')));
    const store = await open(server);
    await expect(store.search('shoes', QUERY)).rejects.toThrow('status 400: bad vector');
    expect(server.requests.filter(({ path }) => path.endsWith('/query'))).toHaveLength(1);
  });

  it.each([
    ['no metadata', {}],
    ['another format', { kindred: { ...METADATA.kindred, format: 99 } }],
  ])('whose collection has %s can be refilled, and says so', async (_name, metadata) => {
    const server = await start(({ path }) => (path === '/collections/kindred.shoes' ? info(metadata) : undefined));
    const store = await open(server);
    await expect(store.count('shoes')).rejects.toThrow(CollectionCorruptError);
    await expect(store.count('shoes')).rejects.toThrow("Delete 'kindred.shoes' on the server and refill");
  });

  it('is sent the key with every request', async () => {
    const server = await start(searchesAnswer(ok({ points: [HIT] })));
    const store = await open(server, { apiKey: 'secret' });
    await store.search('shoes', QUERY);
    expect(new Set(server.requests.map(({ apiKey }) => apiKey))).toEqual(new Set(['secret']));
  });
});
