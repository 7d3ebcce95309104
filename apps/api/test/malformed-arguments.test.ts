import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleItems } from '../src/testing/sample-items.ts';
import { type InMemoryApi, startInMemoryApi } from '../src/testing/start-in-memory-api.ts';
import { expectHealthy, expectRefused, ITEMS, RECORD, SIMILAR, UPSERT } from './refused.ts';

let api: InMemoryApi;
beforeAll(async () => {
  api = await startInMemoryApi();
  await api.client.data(UPSERT, { items: sampleItems(20) });
});
afterAll(async () => {
  await expectHealthy(api);
  await api.close();
});

const nested = (depth: number): object => (depth === 0 ? { available: true } : { and: [nested(depth - 1)] });
const repeated = <Entry>(count: number, entry: Entry): Entry[] => Array.from({ length: count }, () => entry);
const NUL = String.fromCharCode(0);
const item = { itemId: 'item-000' };
const strangeCursor = Buffer.from('[1e99,"x",{}]').toString('base64url');

test.each([
  ['empty text', { text: '  ' }, /^text is blank; give at least one character/],
  ['text with a null byte', { text: `a${NUL}b` }, /^text contains the character U\+0000/],
  ['text of 30,000 characters', { text: 'a '.repeat(15_000) }, /30000 characters; at most 20000/],
  ['weight NaN as text', { ...item, weights: { image: 'NaN' } }, /'image' must be a finite number, not the text 'NaN'/],
  ['weight null', { ...item, weights: { image: null } }, /'image' must be a finite number, not null/],
  ['weights as a list', { ...item, weights: [1, 2] }, /Weights must be an object, not a list/],
  ['weights as text', { ...item, weights: 'image=1' }, /Weights must be an object, not the text 'image=1'/],
  ['all weights 0', { ...item, weights: { image: 0, text: 0 } }, /all are 0; give at least one of image, text, price/],
  ['no weights in the object', { ...item, weights: {} }, /all are 0/],
  ['weight out of range', { ...item, weights: { text: 1.5 } }, /'text' must be from -1 to 1, it is 1.5/],
  ['unknown modality', { ...item, weights: { smell: 1 } }, /'smell' is no modality of this catalog, which has image/],
  ['no source', {}, /^Give exactly one of itemId, text, photo, audio, mixture; none is given\.$/],
  ['two sources at once', { ...item, text: 'boots' }, /itemId and text are given/],
  ['weights and a profile', { ...item, weights: { text: 1 }, profile: 'x' }, /give one of them/],
  ['blank profile', { ...item, profile: ' ' }, /^profile is blank/],
  ['negative first', { ...item, first: -1 }, /^first is -1; it must be from 1 to 100\.$/],
  ['first 0', { ...item, first: 0 }, /^first is 0/],
  ['first 101', { ...item, first: 101 }, /^first is 101/],
  ['first null', { ...item, first: null }, /first.* must not be null/],
  ['first above 32 bits', { ...item, first: 1e12 }, /32-bit/],
  ['null byte in an id', { itemId: `item${NUL}` }, /^itemId contains the character U\+0000/],
  ['id of 201 characters', { itemId: 'x'.repeat(201) }, /201 characters; at most 200/],
  ['half a surrogate pair in an id', { itemId: 'a\ud800' }, /surrogate/],
  ['empty id', { itemId: '' }, /^itemId is blank/],
  ['id that is an object', { itemId: {} }, /ID cannot represent/],
  ['bad cursor', { ...item, after: 'nonsense' }, /^after is no cursor of similarItems/],
  ['cursor of another shape', { ...item, after: strangeCursor }, /^after is no cursor/],
  ['empty mixture', { mixture: [] }, /^mixture is empty/],
  ['mixture of 51 parts', { mixture: repeated(51, { text: 'a' }) }, /^mixture has 51 entries; at most 50/],
  ['mixture part of nothing', { mixture: [{ weight: 1 }] }, /mixture\[0\]\.itemId, .*none is given/],
  ['mixture part of two', { mixture: [{ text: 'a', itemId: 'b' }] }, /mixture\[0\].*itemId and text are given/],
  ['mixture part with weight 0', { mixture: [{ text: 'a', weight: 0 }] }, /mixture\[0\]\.weight is 0; it must be/],
  ['mixture part with weight 2', { mixture: [{ text: 'a', weight: 2 }] }, /mixture\[0\]\.weight is 2/],
  ['photo of nothing', { photo: {} }, /exactly one of photo\.url, photo\.upload; none/],
  ['upload that is no file', { photo: { upload: 'photo.jpg' } }, /This is no file/],
])('similarItems: %s', async (_name, variables, says) => {
  expectRefused(await api.client.send(SIMILAR, variables), 'BAD_USER_INPUT', says);
});

test.each([
  ['first 201', { first: 201 }, /^first is 201; it must be from 1 to 200/],
  ['first as text', { first: 'ten' }, /Int cannot represent non-integer value: "ten"/],
  ['filter 50 levels deep', { filter: nested(50) }, /variables nest deeper than 40 levels/],
  ['filter 11 levels deep', { filter: nested(11) }, /nested deeper than 10 levels/],
  ['price min above max', { filter: { price: { min: 10, max: 5 } } }, /min 10 above max 5/],
  ['unknown currency', { filter: { price: { min: 1, currency: 'DOLLARS' } } }, /ISO 4217/],
  [
    'attribute without a condition',
    { filter: { attributes: [{ name: 'color' }] } },
    /'color' has no condition; give anyOf/,
  ],
  ['bad date', { filter: { createdAfter: 'yesterday' } }, /yesterday/],
  ['date that does not exist', { filter: { createdAfter: '2026-02-31T00:00:00Z' } }, /2026-02-31/],
  ['unknown sort', { sort: { by: 'SIZE' } }, /Value "SIZE" does not exist in "ItemSortBy" enum/],
  ['unknown filter field', { filter: { color: 'red' } }, /Field "color" is not defined by type "ItemFilterInput"/],
  ['1,001 ids', { filter: { ids: repeated(1001, 'x') } }, /at most 1000 are allowed/],
  ['null byte in a brand', { filter: { brand: [`A${NUL}`] } }, /U\+0000/],
])('items: %s', async (_name, variables, says) => {
  expectRefused(await api.client.send(ITEMS, variables), 'BAD_USER_INPUT', says);
});

const event = { userId: 'u', itemId: 'i', type: 'VIEW' };
const photographed = [{ id: 'w', title: 'W', images: ['https://shop.example/a.jpg'] }];
const WIDE = UPSERT.replace('__typename', '... on ItemUpserted { item { images { url(width: 5000) } } }');

test.each([
  ['101 items', UPSERT, { items: sampleItems(101) }, /^items has 101 entries; at most 100 are allowed/],
  ['no items', UPSERT, { items: [] }, /^items is empty/],
  ['item without a title', UPSERT, { items: [{ id: 'a' }] }, /"title" of required type "String!" was not provided/],
  ['price as text', UPSERT, { items: [{ id: 'a', title: 'A', price: { amount: '9' } }] }, /Float cannot represent/],
  ['1,001 events', RECORD, { i: repeated(1001, event) }, /^interactions has 1001 entries; at most 1000/],
  ['unknown event', RECORD, { i: [{ ...event, type: 'STARED' }] }, /"STARED" does not exist/],
  ['photo width 5000', WIDE, { items: photographed }, /^width is 5000; it must be from 64 to 1024/],
  [
    'threshold 2',
    '{ duplicatesOf(itemId: "item-000", minPhotoSimilarity: 2) { __typename } }',
    {},
    /minPhotoSimilarity is 2/,
  ],
  [
    '1,001 ids to delete',
    'mutation ($i: [ID!]!) { deleteItems(ids: $i) { __typename } }',
    { i: repeated(1001, 'x') },
    /1001/,
  ],
  ['blank id to delete', 'mutation { deleteItems(ids: ["a", ""]) { __typename } }', {}, /^ids\[1\] is blank/],
  ['no brands', '{ catalog { brands(first: 0) { name } } }', {}, /^first is 0/],
  ['blank user', '{ recommendations(userId: "") { __typename } }', {}, /^userId is blank/],
  [
    'blank profile name',
    'mutation { saveFusionProfileDraft(name: "", weights: {text: 1}) { __typename } }',
    {},
    /^name is blank/,
  ],
  [
    'profile name that could be a path',
    'mutation { saveFusionProfileDraft(name: "../ x", weights: {text: 1}) { __typename } }',
    {},
    /^A fusion profile can't be called '\.\.\/ x'\. Names have 1 to 100 letters/,
  ],
])('other operations: %s', async (_name, query, variables, says) => {
  expectRefused(await api.client.send(query, variables), 'BAD_USER_INPUT', says);
});

test('invalid items and events are told one by one, all problems of each', async () => {
  const { data } = await api.client.send(
    `mutation ($items: [ItemInput!]!, $events: [InteractionInput!]!) {
      upsertItems(items: $items) { __typename ... on ItemRejected { id index problems { field problem } } }
      recordInteractions(interactions: $events) { recorded rejected { index problems { field problem } } }
    }`,
    {
      items: [
        { id: 'ok', title: 'Fine' },
        { id: ' ', title: ' ', price: { amount: -1, currency: 'XX' }, section: [''], images: ['ftp://x'] },
        {
          id: 'two',
          title: 'T',
          attributes: [
            { name: 'a', values: ['1'], number: 1 },
            { name: 'a', number: 2 },
          ],
        },
      ],
      events: [
        { ...event, value: 3 },
        { ...event, userId: '', type: 'RATING' },
      ],
    },
  );
  expect(data).toMatchInlineSnapshot(`
    {
      "recordInteractions": {
        "recorded": 0,
        "rejected": [
          {
            "index": 0,
            "problems": [
              {
                "field": "value",
                "problem": "belongs to ratings only, the type is 'view'",
              },
            ],
          },
          {
            "index": 1,
            "problems": [
              {
                "field": "userId",
                "problem": "is blank",
              },
              {
                "field": "value",
                "problem": "of a rating must be from 1 to 5, it is undefined",
              },
            ],
          },
        ],
      },
      "upsertItems": [
        {
          "__typename": "ItemUpserted",
        },
        {
          "__typename": "ItemRejected",
          "id": " ",
          "index": 1,
          "problems": [
            {
              "field": "id",
              "problem": "is blank",
            },
            {
              "field": "title",
              "problem": "is blank",
            },
            {
              "field": "price.amount",
              "problem": "must be 0 or more, it is -1",
            },
            {
              "field": "price.currency",
              "problem": "must be an ISO 4217 code such as 'EUR', it is 'XX'",
            },
            {
              "field": "section[0]",
              "problem": "is blank",
            },
            {
              "field": "images[0]",
              "problem": "must be an https:, http:, s3:, file: or data: URL, or upload:<sha256>; it is 'ftp://x'",
            },
          ],
        },
        {
          "__typename": "ItemRejected",
          "id": "two",
          "index": 2,
          "problems": [
            {
              "field": "attributes[0]",
              "problem": "must have either values or number",
            },
            {
              "field": "attributes[1]",
              "problem": "names 'a' a second time",
            },
          ],
        },
      ],
    }
  `);
});
