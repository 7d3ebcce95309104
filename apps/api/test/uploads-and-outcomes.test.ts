import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleItems } from '../src/testing/sample-items.ts';
import { type InMemoryApi, startInMemoryApi } from '../src/testing/start-in-memory-api.ts';
import { expectHealthy, SIMILAR, UPSERT } from './refused.ts';

let api: InMemoryApi;
beforeAll(async () => {
  api = await startInMemoryApi();
  await api.client.data(UPSERT, { items: sampleItems(8) });
});
afterAll(async () => {
  await expectHealthy(api);
  await api.close();
});

const file = (bytes: Uint8Array<ArrayBuffer> | string, name: string) => new File([bytes], name, { type: 'image/jpeg' });
const uploadPhoto = (photo: File) =>
  api.client.upload(SIMILAR, { photo: { upload: null } }, { 'variables.photo.upload': photo });
const similar = (variables: Record<string, unknown>) => () => api.client.send(SIMILAR, variables);
const item = { itemId: 'item-000' };

describe('outcomes that callers can act upon are part of the data', () => {
  test.each([
    ['unknown item', similar({ itemId: 'nope' }), 'ItemNotFound', /^Catalog 'default' has no item 'nope'\./],
    ['unknown item in a mixture', similar({ mixture: [{ itemId: 'nope' }] }), 'ItemNotFound', /no item 'nope'/],
    ['unknown profile', similar({ ...item, profile: 'nope' }), 'ProfileNotFound', /no fusion profile 'nope'/],
    [
      'text with only a price weight',
      similar({ text: 'boots', weights: { price: 1 } }),
      'NoUsableModality',
      /only price/,
    ],
    ['photo of a private address', similar({ photo: { url: 'http://169.254.169.254/x' } }), 'PhotoRejected', /refused/],
    [
      'photo of an unknown host',
      similar({ photo: { url: 'https://evil.example/x' } }),
      'PhotoRejected',
      /add it to the allowed/,
    ],
    ['photo of a local file', similar({ photo: { url: 'file:///etc/passwd' } }), 'PhotoRejected', /refused/],
    ['photo of another scheme', similar({ photo: { url: 'gopher://x/' } }), 'PhotoRejected', /refused/],
    ['photo that is no address', similar({ photo: { url: 'photo.jpg' } }), 'PhotoRejected', /not a complete address/],
    ['broken data URL', similar({ photo: { url: 'data:image/png;base64,AAAA' } }), 'PhotoRejected', /not a photo/],
    ['a PDF called .jpg', () => uploadPhoto(file('%PDF-1.7\n1 0 obj', 'photo.jpg')), 'PhotoRejected', /PDF document/],
    ['an empty file', () => uploadPhoto(file('', 'photo.jpg')), 'PhotoRejected', /0 bytes/],
    [
      'a cut-off JPEG',
      () => uploadPhoto(file(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'a.jpg')),
      'PhotoRejected',
      /JPEG/i,
    ],
  ] as const)('%s', async (_name, send, type, says) => {
    const { data, errors } = await send();
    expect(errors).toBeUndefined();
    expect(data?.['similarItems']).toMatchObject({ __typename: type, message: expect.stringMatching(says) as string });
  });

  test('duplicates of an unknown item', async () => {
    expect(
      await api.client.data('{ duplicatesOf(itemId: "nope") { __typename ... on ItemNotFound { id message } } }'),
    ).toEqual({
      duplicatesOf: {
        __typename: 'ItemNotFound',
        id: 'nope',
        message: "Catalog 'default' has no item 'nope'. Check the id, or add the item with upsertItems.",
      },
    });
  });
});

describe('uploads', () => {
  test.each([30, 60])('of %i MB are told to be too large', async (megabytes) => {
    const { status, errors } = await uploadPhoto(file(new Uint8Array(megabytes * 1024 * 1024), 'huge.jpg'));
    expect(status).toBe(413);
    expect(errors?.[0]?.extensions['code']).toBe('PAYLOAD_TOO_LARGE');
    expect(errors?.[0]?.message).toMatch(/10 MB/);
  });

  test('without the header that other sites can not send are refused', async () => {
    const form = new FormData();
    form.set('operations', '{"query":"{ __typename }"}');
    const { status, errors } = await api.client.post(form, {});
    expect(status).toBe(400);
    expect(errors?.[0]?.message).toContain('apollo-require-preflight');
  });

  const withNull = '{"variables":{"a":null}}';
  test.each([
    ['no operations', {}, 'the field "operations" is missing'],
    ['operations that are no JSON', { operations: '{', map: '{}' }, '"operations" is not valid JSON'],
    ['a map that is no object', { operations: '{}', map: '[]' }, '"map" must be an object'],
    [
      'a path to the prototype',
      { operations: withNull, map: '{"0":["variables.__proto__.x"]}' },
      'does not lead to a null',
    ],
    [
      'a path outside the variables',
      { operations: '{"query":null}', map: '{"0":["query"]}' },
      'does not lead to a null',
    ],
    [
      'a file that is missing',
      { operations: withNull, map: '{"1":["variables.a"]}' },
      'the file "1" that "map" names is missing',
    ],
    ['fields too many', { operations: '{}', map: '{}', more: '1', andMore: '2' }, 'more fields'],
  ])('with %s are refused', async (_name, fields, says) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('0', file('x', 'a.jpg'));
    const { status, errors } = await api.client.post(form, { 'apollo-require-preflight': 'true' });
    expect(status).toBe(400);
    expect(errors?.[0]?.message).toContain(says);
  });

  test('of five files are refused', async () => {
    const form = new FormData();
    form.set('operations', '{}');
    form.set('map', '{}');
    for (let n = 0; n < 5; n++) form.set(String(n), file('x', 'a.jpg'));
    const { status, errors } = await api.client.post(form, { 'apollo-require-preflight': 'true' });
    expect([status, errors?.[0]?.extensions['code']]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  test.each(['multipart/form-data', 'multipart/form-data; boundary=X'])(
    'that are no multipart at all are refused: %s',
    async (type) => {
      const { status } = await api.client.post('garbage', { 'content-type': type, 'apollo-require-preflight': 'true' });
      expect(status).toBe(400);
    },
  );
});
