import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../src/testing/start-test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ items: 60 });
  await api.client.data(`mutation {
    saveFusionProfileDraft(name: "home", weights: {section: 1}) { __typename }
    publishFusionProfile(name: "home", version: 1) { __typename }
    b: saveFusionProfileDraft(name: "home", weights: {price: 1}) { __typename }
  }`);
});
afterAll(() => api.close());

describe('golden queries', () => {
  const QUERY = '{ name itemId text expectedItemIds limit profile author item { title } expectedItems { id } }';
  const save = async (query: Record<string, unknown>) =>
    (
      await api.client.data<{ saveGoldenQuery: Record<string, unknown> }>(
        `mutation ($query: GoldenQueryInput!) { saveGoldenQuery(query: $query) { __typename ... on GoldenQuery ${QUERY} ... on Problem { message } } }`,
        { query },
      )
    ).saveGoldenQuery;
  const OUTCOME = 'query { name } live { passes ranks problem } draft { passes ranks problem } broken unknownItemIds';
  const publish = (version: number, refuseIfBroken: boolean) =>
    api.client
      .data(`mutation { publishFusionProfile(name: "home", version: ${version}, refuseIfBroken: ${refuseIfBroken}) {
      __typename
      ... on ProfilePublished { profile { published { version } } brokenGoldenQueries { ${OUTCOME} } }
      ... on GoldenQueriesBroken { message broken { ${OUTCOME} } }
    } }`);

  test('are saved, replaced, listed and deleted', async () => {
    const query = { name: 'boots', itemId: 'item-000', expectedItemIds: ['item-004'], limit: 20 };
    expect(await save(query)).toMatchInlineSnapshot(`
      {
        "__typename": "GoldenQuery",
        "author": null,
        "expectedItemIds": [
          "item-004",
        ],
        "expectedItems": [
          {
            "id": "item-004",
          },
        ],
        "item": {
          "title": "Boots in red, model 0",
        },
        "itemId": "item-000",
        "limit": 20,
        "name": "boots",
        "profile": null,
        "text": null,
      }
    `);
    expect(await save({ ...query, itemId: null, text: 'red boots', profile: 'home' })).toMatchObject({
      itemId: null,
      text: 'red boots',
      profile: 'home',
      item: null,
    });
    expect(await api.client.data('{ goldenQueries { name } other: goldenQueries(profile: "cart") { name } }')).toEqual({
      goldenQueries: [{ name: 'boots' }],
      other: [],
    });
    const check = (args: string) =>
      api.client.data(
        `{ checkGoldenQueries(weights: {text: 1}${args}) { ... on GoldenQueryReport { outcomes { query { name } } } } }`,
      );
    expect([await check(''), await check(', allProfiles: true')]).toEqual([
      { checkGoldenQueries: { outcomes: [] } },
      { checkGoldenQueries: { outcomes: [{ query: { name: 'boots' } }] } },
    ]);
    const remove = 'mutation { deleteGoldenQuery(name: "boots") { __typename ... on Problem { message } } }';
    expect(await api.client.data(remove)).toEqual({ deleteGoldenQuery: { __typename: 'GoldenQueryDeleted' } });
    expect(await api.client.data(remove)).toEqual({
      deleteGoldenQuery: {
        __typename: 'GoldenQueryNotFound',
        message: "Catalog 'default' has no golden query 'boots'. goldenQueries lists them.",
      },
    });
    expect([
      await save({ ...query, expectedItemIds: ['item-001', 'gone'] }),
      await save({ ...query, profile: 'none' }),
    ]).toMatchObject([
      { __typename: 'ItemNotFound', message: expect.stringContaining("'gone'") as string },
      { __typename: 'ProfileNotFound' },
    ]);
    const { errors } = await api.client.send(
      'mutation { saveGoldenQuery(query: {name: "", text: "a", expectedItemIds: [], limit: 0}) { __typename } }',
    );
    expect(errors?.[0]?.message).toBe(
      "Golden query '' is invalid: name is blank; limit must be a whole number from 1 to 100, it is 0; expectedItemIds is empty; name at least one item.",
    );
  });

  test('are tried with a draft, stop its publication, or are told after it', async () => {
    // Under section alone all boots come first; under price alone those of nearly the same price, of whatever kind.
    await save({ name: 'boots first', itemId: 'item-000', expectedItemIds: ['item-004', 'item-008'], limit: 5 });
    await save({ name: 'words', text: 'Desk lamp in red, model 3', expectedItemIds: ['item-003'], limit: 1 });
    const check = await api.client.data(`{ checkGoldenQueries(profile: "home", version: 2) {
      ... on GoldenQueryReport { live { profile version } brokenCount outcomes { ${OUTCOME} } }
    } }`);
    expect(check).toMatchInlineSnapshot(`
      {
        "checkGoldenQueries": {
          "brokenCount": 1,
          "live": {
            "profile": "home",
            "version": 1,
          },
          "outcomes": [
            {
              "broken": true,
              "draft": {
                "passes": false,
                "problem": null,
                "ranks": [
                  null,
                  null,
                ],
              },
              "live": {
                "passes": true,
                "problem": null,
                "ranks": [
                  1,
                  2,
                ],
              },
              "query": {
                "name": "boots first",
              },
              "unknownItemIds": [],
            },
            {
              "broken": false,
              "draft": {
                "passes": false,
                "problem": "Nothing can be compared: only price has a weight, and the query has none of it. Give text a weight, or add an item that has price to the query.",
                "ranks": [
                  null,
                ],
              },
              "live": {
                "passes": false,
                "problem": "Nothing can be compared: only section has a weight, and the query has none of it. Give text a weight, or add an item that has section to the query.",
                "ranks": [
                  null,
                ],
              },
              "query": {
                "name": "words",
              },
              "unknownItemIds": [],
            },
          ],
        },
      }
    `);
    expect(await publish(2, true)).toMatchObject({
      publishFusionProfile: { __typename: 'GoldenQueriesBroken', broken: [{ query: { name: 'boots first' } }] },
    });
    expect(
      (await api.client.data<{ fusionProfile: object }>('{ fusionProfile(name: "home") { published { version } } }'))
        .fusionProfile,
    ).toEqual({ published: { version: 1 } });
    expect(await publish(2, false)).toMatchObject({
      publishFusionProfile: {
        profile: { published: { version: 2 } },
        brokenGoldenQueries: [{ query: { name: 'boots first' }, broken: true }],
      },
    });
    expect(await publish(1, true)).toMatchObject({ publishFusionProfile: { brokenGoldenQueries: [] } });
  });
});
