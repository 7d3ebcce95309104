import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InMemoryApi, startInMemoryApi } from '../src/testing/start-in-memory-api.ts';

const SECRET = 'SELECT "id" FROM "Item" WHERE password = \'hunter2\' -- at /srv/kindred/db.ts:12';
let api: InMemoryApi;
beforeAll(async () => {
  api = await startInMemoryApi({
    replace: ({ items, catalogs }) => ({
      items: Object.assign(items, {
        page: () => Promise.reject(new Error(SECRET)),
        findMany: () => Promise.reject(new Error(SECRET)),
      }),
      catalogs: Object.assign(catalogs, { list: () => Promise.reject(new Error(SECRET)) }),
    }),
  });
});
afterAll(() => api.close());

const LEAKS = /SELECT|hunter2|stack|node_modules|\.ts|\.js|at \w+ \(/;

test('a failure inside is masked, with an incident id under which the log has everything', async () => {
  const answer = await api.client.send('query Failing { items { totalCount } }');
  expect(answer.status).toBe(200);
  expect(JSON.stringify(answer)).not.toMatch(LEAKS);
  const [error] = answer.errors ?? [];
  const incidentId = String(error?.extensions['incidentId']);
  expect(error).toEqual({
    message: `Unexpected error. Quote incident ${incidentId} to the operator of this server, whose log has the details.`,
    path: ['items'],
    extensions: { code: 'INTERNAL_SERVER_ERROR', incidentId },
  });
  const logged = api.log
    .filter((line) => line.includes(incidentId))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(logged).toHaveLength(1);
  expect(logged[0]).toMatchObject({
    msg: 'unexpected error',
    operation: 'Failing',
    path: ['items'],
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  });
  expect(JSON.stringify(logged[0])).toContain('hunter2');
  expect(JSON.stringify(logged[0])).toContain('stack');
});

test('one field that fails leaves the others', async () => {
  const { data, errors } = await api.client.send('{ catalog { name } item(id: "x") { id } }');
  expect(data).toEqual({ catalog: { name: 'default' }, item: null });
  expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['INTERNAL_SERVER_ERROR']);
});

test('a failure in another route is masked too', async () => {
  const key = Buffer.from(JSON.stringify(['default', 'x'])).toString('base64url');
  const response = await fetch(`${api.url}/photos/${key}/0`);
  const text = await response.text();
  expect(response.status).toBe(500);
  expect(text).not.toMatch(LEAKS);
  const { incidentId } =
    (JSON.parse(text) as { errors: { extensions: { incidentId: string } }[] }).errors[0]?.extensions ?? {};
  expect(api.log.filter((line) => line.includes(String(incidentId)))).toHaveLength(1);
});
