import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { startApi } from '../src/start-api.ts';
import { GraphqlClient } from '../src/testing/graphql-client.ts';
import { inMemoryApplication } from '../src/testing/in-memory/open-in-memory-application.ts';
import { type InMemoryApi, startInMemoryApi } from '../src/testing/start-in-memory-api.ts';

const KEYS = {
  kdr_reader_0000: { role: 'reader', author: 'web shop' },
  kdr_merchandiser_0000: { role: 'merchandiser' },
  kdr_data_0000: { role: 'data' },
  kdr_admin_0000: { role: 'admin' },
  kdr_shop_b_0000: { role: 'admin', catalog: 'shop-b' },
} as const;

const OPERATIONS = {
  read: '{ items { totalCount } catalog { itemCount } fusionProfiles { name } }',
  search:
    '{ similarItems(text: "a") { __typename } recommendations(userId: "u") { __typename } duplicatesOf(itemId: "x") { __typename } fusedEmbedding(itemId: "x") { __typename } item(id: "x") { id } fusionProfile(name: "x") { name } }',
  record: 'mutation { recordInteractions(interactions: [{userId: "u", itemId: "i", type: VIEW}]) { recorded } }',
  saveProfile: 'mutation { saveFusionProfileDraft(name: "p", weights: {text: 1}) { __typename } }',
  publish: 'mutation { publishFusionProfile(name: "p", version: 9) { __typename } }',
  schedule:
    'mutation { scheduleFusionProfile(name: "p", version: 9, publishAt: "2100-01-01T00:00:00Z") { __typename } cancelScheduledPublication(id: "x") { __typename } }',
  preview:
    '{ previewProfile(weights: {text: 1}) { __typename } checkGoldenQueries(weights: {text: 1}) { __typename } fusionProfileHistory(name: "p") { __typename } fusionProfileDiff(name: "p", from: 1, to: 2) { __typename } scheduledPublications { id } goldenQueries { name } }',
  golden: 'mutation { deleteGoldenQuery(name: "x") { __typename } }',
  rollBack: 'mutation { rollBackFusionProfile(name: "none") { __typename } }',
  upsert: 'mutation { upsertItems(items: [{id: "x", title: "X"}]) { __typename } }',
  delete: 'mutation { deleteItems(ids: ["nope"]) { __typename } }',
} as const;

describe('with keys', () => {
  let api: InMemoryApi;
  beforeAll(async () => {
    api = await startInMemoryApi({ apiKeys: KEYS });
    await api.application.catalogs.ensure('shop-b');
  });
  afterAll(() => api.close());

  const send = (key: string | undefined, query: string, headers: Record<string, string> = {}) =>
    new GraphqlClient(api.url, { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...headers }).send(
      query,
    );

  test('each role may do what it is for, and nothing else', async () => {
    const matrix: Record<string, Record<string, string>> = {};
    for (const role of ['reader', 'merchandiser', 'data', 'admin']) {
      matrix[role] = {};
      for (const [name, query] of Object.entries(OPERATIONS)) {
        const { errors } = await send(`kdr_${role}_0000`, query);
        matrix[role][name] = errors === undefined ? 'allowed' : String(errors[0]?.extensions['code']);
      }
    }
    expect(matrix).toMatchInlineSnapshot(`
      {
        "admin": {
          "delete": "allowed",
          "golden": "allowed",
          "preview": "allowed",
          "publish": "allowed",
          "read": "allowed",
          "record": "allowed",
          "rollBack": "allowed",
          "saveProfile": "allowed",
          "schedule": "allowed",
          "search": "allowed",
          "upsert": "allowed",
        },
        "data": {
          "delete": "allowed",
          "golden": "FORBIDDEN",
          "preview": "FORBIDDEN",
          "publish": "FORBIDDEN",
          "read": "allowed",
          "record": "allowed",
          "rollBack": "FORBIDDEN",
          "saveProfile": "FORBIDDEN",
          "schedule": "FORBIDDEN",
          "search": "allowed",
          "upsert": "allowed",
        },
        "merchandiser": {
          "delete": "FORBIDDEN",
          "golden": "allowed",
          "preview": "allowed",
          "publish": "allowed",
          "read": "allowed",
          "record": "allowed",
          "rollBack": "allowed",
          "saveProfile": "allowed",
          "schedule": "allowed",
          "search": "allowed",
          "upsert": "FORBIDDEN",
        },
        "reader": {
          "delete": "FORBIDDEN",
          "golden": "FORBIDDEN",
          "preview": "FORBIDDEN",
          "publish": "FORBIDDEN",
          "read": "allowed",
          "record": "allowed",
          "rollBack": "FORBIDDEN",
          "saveProfile": "FORBIDDEN",
          "schedule": "FORBIDDEN",
          "search": "allowed",
          "upsert": "FORBIDDEN",
        },
      }
    `);
  });

  test('a client is told what its key opens', async () => {
    const query = '{ apiAccess { role permissions keyName catalog } }';
    expect((await send('kdr_reader_0000', query)).data).toEqual({
      apiAccess: {
        role: 'READER',
        permissions: ['READ', 'RECORD_INTERACTIONS'],
        keyName: 'web shop',
        catalog: 'default',
      },
    });
    expect((await send('kdr_shop_b_0000', query)).data).toMatchObject({
      apiAccess: { role: 'ADMIN', keyName: null, catalog: 'shop-b' },
    });
  });

  test('a refusal says which roles would do', async () => {
    const { status, errors } = await send('kdr_reader_0000', OPERATIONS.upsert);
    expect({ status, message: errors?.[0]?.message }).toMatchInlineSnapshot(`
      {
        "message": "upsertItems needs an API key with one of the roles data, admin; this one has the role reader.",
        "status": 200,
      }
    `);
  });

  test.each([
    ['no key', undefined, {}],
    ['an unknown key', 'kdr_unknown_0000', {}],
    ['what is no key', 'letmein', {}],
    ['another scheme', undefined, { authorization: 'Basic YTpi' }],
    ['a key with a line break in front', undefined, { authorization: 'Bearer  kdr_admin_0000' }],
  ])('%s is refused with 401, introspection too', async (_name, key, headers) => {
    const { status, errors, data } = await send(key, '{ __schema { queryType { name } } }', headers);
    expect([status, errors?.[0]?.extensions['code'], data]).toEqual([401, 'UNAUTHENTICATED', undefined]);
    expect(errors?.[0]?.message).toContain('npx kindred keys create');
  });

  test("a key's catalog is the only one it opens", async () => {
    const name = '{ catalog { name } }';
    expect((await send('kdr_shop_b_0000', name)).data).toEqual({ catalog: { name: 'shop-b' } });
    expect((await send('kdr_admin_0000', name, { 'kindred-catalog': 'shop-b' })).data).toEqual({
      catalog: { name: 'shop-b' },
    });
    const refused = await send('kdr_shop_b_0000', name, { 'kindred-catalog': 'default' });
    expect([refused.status, refused.errors?.[0]?.extensions['code']]).toEqual([403, 'FORBIDDEN']);
  });

  test('catalogs do not see each other', async () => {
    await send('kdr_shop_b_0000', 'mutation { upsertItems(items: [{id: "only-b", title: "B"}]) { __typename } }');
    expect((await send('kdr_admin_0000', '{ item(id: "only-b") { id } }')).data).toEqual({ item: null });
    expect((await send('kdr_shop_b_0000', '{ item(id: "only-b") { id } }')).data).toEqual({ item: { id: 'only-b' } });
  });
});

describe('on loopback without keys', () => {
  let api: InMemoryApi;
  beforeAll(async () => {
    api = await startInMemoryApi({ environment: { KINDRED_ALLOWED_HOSTS: 'kindred.test' } });
  });
  afterAll(() => api.close());

  test('everything is open', async () => {
    for (const query of Object.values(OPERATIONS)) expect((await api.client.send(query)).errors).toBeUndefined();
  });

  const statusWithHost = (host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const call = request(`${api.url}/health`, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      call.on('error', reject).end();
    });

  test.each([
    ['localhost', 200],
    ['localhost:4000', 200],
    ['127.0.0.1:80', 200],
    ['[::1]:4000', 200],
    ['kindred.test', 200],
    ['kindred.test:8080', 200],
    ['evil.example', 403],
    ['evil.example:4000', 403],
    ['localhost.evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['10.0.0.1', 403],
  ])('the host name %s is answered with %i', async (host, status) => {
    expect(await statusWithHost(host)).toBe(status);
  });

  test('other origins get no permission to read', async () => {
    const response = await fetch(`${api.url}/graphql?query={__typename}`, {
      headers: { origin: 'https://evil.example', 'apollo-require-preflight': '1' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('requests that another site could send unasked are refused', async () => {
    const get = await fetch(`${api.url}/graphql?query={__typename}`);
    expect(get.status).toBe(400);
    const mutation = await fetch(`${api.url}/graphql?query=mutation{deleteItems(ids:["x"]){__typename}}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(mutation.status).toBe(405);
    const form = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      body: new URLSearchParams({ query: '{ __typename }' }),
    });
    expect(form.status).toBe(415);
  });
});

test('named origins may call from a browser', async () => {
  const api = await startInMemoryApi({ environment: { KINDRED_CORS_ORIGINS: 'https://shop.example' } });
  const ask = (origin: string) =>
    fetch(`${api.url}/graphql`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
  const allowed = await ask('https://shop.example');
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, 'https://shop.example']);
  expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  await api.close();
});

test('listening beyond loopback without a key is refused, with the command that makes one', async () => {
  const config = {
    ...loadConfig({ PORT: '0', HOST: '0.0.0.0', KINDRED_LOG_LEVEL: 'silent' }),
    dataDir: '/tmp/kindred-never-used',
  };
  await expect(startApi(config, { openApplication: inMemoryApplication() })).rejects.toThrow(
    'npx kindred keys create --role admin',
  );
  const api = await startApi(config, { openApplication: inMemoryApplication({ apiKeys: KEYS }) });
  expect((await new GraphqlClient(api.url).send('{ __typename }')).status).toBe(401);
  await api.close();
});

test('a server that needs no key on loopback is open there although there are keys, and only there', async () => {
  const options = { loopbackNeedsNoKey: true, openApplication: inMemoryApplication({ apiKeys: KEYS }) };
  const config = {
    ...loadConfig({ PORT: '0', KINDRED_LOG_LEVEL: 'silent' }),
    dataDir: '/tmp/kindred-never-used',
  };
  const statuses = [];
  for (const host of ['127.0.0.1', '0.0.0.0']) {
    const api = await startApi({ ...config, host }, options);
    statuses.push((await new GraphqlClient(api.url).send('{ __typename }')).status);
    await api.close();
  }
  expect(statuses).toEqual([200, 401]);
});

test('a taken port is told', async () => {
  const first = await startInMemoryApi();
  await expect(startInMemoryApi({ environment: { PORT: new URL(first.url).port } })).rejects.toThrow(
    /Port \d+ of 127\.0\.0\.1 is taken/,
  );
  await first.close();
});

test('more requests than the limit are told to wait', async () => {
  const api = await startInMemoryApi({ environment: { KINDRED_RATE_LIMIT_PER_MINUTE: '3' } });
  const answers = [];
  for (let n = 0; n < 4; n++) answers.push(await api.client.send('{ __typename }'));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers[3]?.errors?.[0]).toMatchObject({
    message: expect.stringMatching(/^More than 3 requests in a minute\. Try again in /) as string,
    extensions: { code: 'RATE_LIMITED' },
  });
  expect((await fetch(`${api.url}/health`)).status).toBe(200);
  await api.close();
});
