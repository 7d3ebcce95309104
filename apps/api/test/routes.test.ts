import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type InMemoryApi, startInMemoryApi } from '../src/testing/start-in-memory-api.ts';
import { testPhotoUrl } from '../src/testing/test-photo.ts';

let api: InMemoryApi;
let isBroken = false;
beforeAll(async () => {
  const consoleFolder = await mkdtemp(join(tmpdir(), 'kindred-console-'));
  await mkdir(join(consoleFolder, 'assets'));
  await writeFile(join(consoleFolder, 'index.html'), '<!doctype html><title>Console</title>');
  await writeFile(join(consoleFolder, 'assets', 'app-1a2b.js'), 'export {};');
  api = await startInMemoryApi({
    consoleFolder,
    replace: ({ store }) => {
      const list = store.listCollections.bind(store);
      return {
        store: Object.assign(store, {
          listCollections: () => (isBroken ? Promise.reject(new Error('The disk is gone.')) : list()),
        }),
      };
    },
  });
  await api.client.data('mutation ($items: [ItemInput!]!) { upsertItems(items: $items) { __typename } }', {
    items: [
      { id: '../é b', title: 'A', images: [testPhotoUrl(200, 10, 10), 'data:image/png;base64,AAAA'] },
      { id: 'plain', title: 'B' },
    ],
  });
});
afterAll(() => api.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${api.url}${path}`, { headers });

test('health, readiness with reasons, metrics', async () => {
  expect(await (await get('/health')).json()).toEqual({ status: 'ok' });
  const ready = await get('/ready');
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { status: 'ready', checks: { database: 'ok', vectorStore: 'ok', encoders: 'ok', outbox: 'ok' } },
  ]);
  isBroken = true;
  const broken = await get('/ready');
  isBroken = false;
  expect([broken.status, await broken.json()]).toEqual([
    503,
    { status: 'not ready', checks: { database: 'ok', vectorStore: 'The disk is gone.', encoders: 'ok', outbox: 'ok' } },
  ]);
  await api.client.send('{ items { totalCount } }');
  await api.client.send('{ nonsense }');
  const metrics = await (await get('/metrics')).text();
  expect(metrics).toContain('kindred_graphql_seconds_count{field="items"} 1');
  expect(metrics).toContain('kindred_graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1');
  expect(metrics).toContain('process_resident_memory_bytes');
});

describe('photos', () => {
  const urls = async (): Promise<string[]> => {
    const { item } = await api.client.data<{ item: { images: { url: string }[] } }>(
      '{ item(id: "../é b") { images { url(width: 100) } } }',
    );
    return item.images.map(({ url }) => url);
  };

  test('are small, of their kind, and may be kept for ever', async () => {
    const [url = ''] = await urls();
    expect(url).toMatch(/^\/photos\/[\w-]+\/0\?w=100&v=[\w-]{22}$/);
    for (let n = 0; n < 2; n++) {
      const response = await get(url);
      expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
        200,
        'image/webp',
        'public, max-age=31536000, immutable',
      ]);
      expect(
        Buffer.from(await response.arrayBuffer())
          .subarray(8, 12)
          .toString(),
      ).toBe('WEBP');
    }
  });

  test('with another signature are not kept', async () => {
    const [url = ''] = await urls();
    const response = await get(url.replace(/v=.*/, 'v=AAAAAAAAAAAAAAAAAAAAAA'));
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
  });

  test('that can not be read say why', async () => {
    const [, broken = ''] = await urls();
    const response = await get(broken);
    expect([response.status, await response.json()]).toMatchInlineSnapshot(`
      [
        404,
        {
          "errors": [
            {
              "extensions": {
                "code": "NOT_AN_IMAGE",
              },
              "message": "This is not a photo: it looks like data of an unknown kind. Give a JPEG, PNG, WebP, GIF, TIFF or AVIF file.",
            },
          ],
        },
      ]
    `);
  });

  test.each([
    ['/photos/AAAA/0', 404],
    [`/photos/${Buffer.from('["default","none"]').toString('base64url')}/0`, 404],
    [`/photos/${Buffer.from('["default","plain"]').toString('base64url')}/0`, 404],
    [`/photos/${Buffer.from('["default","plain"]').toString('base64url')}/-1`, 404],
    ['/photos/..%2f..%2fetc%2fpasswd/0', 404],
    [`/photos/${Buffer.from('["default","plain"]').toString('base64url')}/0?w=5000`, 400],
    ['/photos/https%3A%2F%2Fevil.example%2Fa.jpg/0', 404],
  ])('%s is answered with %i', async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });
});

describe('the console', () => {
  test('is served with its assets, its own addresses and strict headers', async () => {
    const page = await get('/', { accept: 'text/html' });
    expect(await page.text()).toContain('<title>Console</title>');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(
      Object.fromEntries(
        ['x-content-type-options', 'x-frame-options', 'referrer-policy', 'cache-control'].map((name) => [
          name,
          page.headers.get(name),
        ]),
      ),
    ).toEqual({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    });
    const asset = await get('/assets/app-1a2b.js');
    expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(await (await get('/items/7?x=1', { accept: 'text/html' })).text()).toContain('Console');
  });

  test.each(['/assets/missing.js', '/nowhere', '/..%2f..%2fpackage.json', '/assets/..%2f..%2f..%2fetc/passwd'])(
    'has nothing at %s',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    },
  );
});

test('GraphiQL comes whole from this server', async () => {
  const page = await get('/graphql', { accept: 'text/html,application/xhtml+xml' });
  const html = await page.text();
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(html).not.toMatch(/https?:\/\//);
  const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? '');
  expect(files).toEqual(['/graphiql/graphiql.css', '/graphiql/graphiql.js', '/graphiql/start.js']);
  for (const path of [
    ...files,
    '/graphiql/editor-worker.js',
    '/graphiql/graphql-worker.js',
    '/graphiql/json-worker.js',
  ]) {
    expect((await get(path)).status).toBe(200);
  }
  const script = await get('/graphiql/graphiql.js');
  const again = await get('/graphiql/graphiql.js', { 'if-none-match': script.headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
  expect((await get('/graphiql/../package.json')).status).toBe(404);
});

test('closing waits for what is under way', async () => {
  const begun = Promise.withResolvers<void>();
  const proceed = Promise.withResolvers<void>();
  const other = await startInMemoryApi({
    replace: ({ items }) => {
      const count = items.count.bind(items);
      const slowCount = async (): Promise<number> => {
        begun.resolve();
        await proceed.promise;
        return count('default');
      };
      return { items: Object.assign(items, { count: slowCount }) };
    },
  });
  const answer = other.client.send('{ catalog { itemCount } }');
  await begun.promise;
  const closed = other.close();
  proceed.resolve();
  expect((await answer).data).toEqual({ catalog: { itemCount: 0 } });
  await closed;
  await expect(fetch(`${other.url}/health`)).rejects.toThrow('fetch failed');
});
