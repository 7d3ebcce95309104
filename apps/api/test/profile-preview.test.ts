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

const RESULT = '{ item { id title } score rank otherRank }';
const PREVIEW = `query ($profile: String, $version: Int, $weights: Weights, $sample: PreviewSampleInput, $limit: Int! = 10, $examples: Int! = 5, $persistence: Float! = 0.9) {
  previewProfile(profile: $profile, version: $version, weights: $weights, sample: $sample, limit: $limit, examples: $examples, persistence: $persistence, movedItems: 1) {
    __typename
    ... on Problem { message }
    ... on InvalidWeights { problems { field problem } }
    ... on ProfilePreview {
      live { weights profile version } draft sources skippedIds limit changedShare changedSourceShare rankOverlap persistence
      newItems { total top { item { id } sourceCount sources { id } } } lostItems { total }
      prices { currency live { count lowerQuartile median upperQuartile } draft { count median } }
      brands { top { brand live draft change } distinctLive distinctDraft withoutLive withoutDraft }
      liveCoverage { items share } draftCoverage { items share }
      examples { source { id } rankOverlap changed live ${RESULT} draft ${RESULT} }
    }
  }
}`;
const preview = async (variables: Record<string, unknown>) =>
  (await api.client.data<{ previewProfile: Record<string, unknown> & { examples: Example[] } }>(PREVIEW, variables))
    .previewProfile;

interface Example {
  readonly source: { readonly id: string };
  readonly live: readonly Result[];
  readonly draft: readonly Result[];
}
interface Result {
  readonly item: { readonly id: string };
  readonly rank: number;
  readonly otherRank: number | null;
}

/** Stores may differ in the last digits. */
const withRoundScores = (answer: object): unknown =>
  JSON.parse(JSON.stringify(answer, (key, value: unknown) => (key === 'score' ? Number(value).toFixed(3) : value)));

describe('previewProfile', () => {
  test('of a version, for items that are given: the whole answer', async () => {
    const variables = { profile: 'home', version: 2, sample: { itemIds: ['item-000', 'gone'] }, limit: 2 };
    expect(withRoundScores(await preview(variables))).toMatchInlineSnapshot(`
      {
        "__typename": "ProfilePreview",
        "brands": {
          "distinctDraft": 1,
          "distinctLive": 1,
          "top": [
            {
              "brand": "Acme",
              "change": 0.5,
              "draft": 0.5,
              "live": 0,
            },
            {
              "brand": "Initech",
              "change": -0.5,
              "draft": 0,
              "live": 0.5,
            },
          ],
          "withoutDraft": 0.5,
          "withoutLive": 0.5,
        },
        "changedShare": 1,
        "changedSourceShare": 1,
        "draft": {
          "price": 1,
        },
        "draftCoverage": {
          "items": 2,
          "share": 0.03333333333333333,
        },
        "examples": [
          {
            "changed": 2,
            "draft": [
              {
                "item": {
                  "id": "item-044",
                  "title": "Boots in blue, model 44",
                },
                "otherRank": null,
                "rank": 1,
                "score": "1.000",
              },
              {
                "item": {
                  "id": "item-012",
                  "title": "Boots in black, model 12",
                },
                "otherRank": null,
                "rank": 2,
                "score": "1.000",
              },
            ],
            "live": [
              {
                "item": {
                  "id": "item-004",
                  "title": "Boots in blue, model 4",
                },
                "otherRank": null,
                "rank": 1,
                "score": "1.000",
              },
              {
                "item": {
                  "id": "item-008",
                  "title": "Boots in green, model 8",
                },
                "otherRank": null,
                "rank": 2,
                "score": "1.000",
              },
            ],
            "rankOverlap": 0,
            "source": {
              "id": "item-000",
            },
          },
        ],
        "limit": 2,
        "live": {
          "profile": "home",
          "version": 1,
          "weights": {
            "section": 1,
          },
        },
        "liveCoverage": {
          "items": 2,
          "share": 0.03333333333333333,
        },
        "lostItems": {
          "total": 2,
        },
        "newItems": {
          "top": [
            {
              "item": {
                "id": "item-012",
              },
              "sourceCount": 1,
              "sources": [
                {
                  "id": "item-000",
                },
              ],
            },
          ],
          "total": 2,
        },
        "persistence": 0.9,
        "prices": [
          {
            "currency": "USD",
            "draft": {
              "count": 2,
              "median": 120.5,
            },
            "live": {
              "count": 2,
              "lowerQuartile": 125,
              "median": 126,
              "upperQuartile": 127,
            },
          },
        ],
        "rankOverlap": 0,
        "skippedIds": [
          "gone",
        ],
        "sources": 1,
      }
    `);
  });

  test('shows the lists that similarItems gives under either weights', async () => {
    const { examples, sources } = await preview({ profile: 'home', version: 2, examples: 3, sample: { size: 20 } });
    expect(sources).toBe(20);
    expect(examples).toHaveLength(3);
    for (const { source, live, draft } of examples) {
      const similar = `similarItems(itemId: "${source.id}", first: 10, `;
      const answer = await api.client.data<Record<string, { edges: { node: { id: string } }[] }>>(
        `{ live: ${similar} profile: "home") { ...ids } draft: ${similar} weights: {price: 1}) { ...ids } }
         fragment ids on SimilarItemConnection { edges { node { id } } }`,
      );
      const idsOf = (side: string) => (answer[side]?.edges ?? []).map(({ node }) => node.id);
      expect(live.map(({ item }) => item.id)).toEqual(idsOf('live'));
      expect(draft.map(({ item }) => item.id)).toEqual(idsOf('draft'));
      for (const { item, rank, otherRank } of live)
        expect([rank - 1, otherRank]).toEqual([
          idsOf('live').indexOf(item.id),
          idsOf('draft').indexOf(item.id) + 1 || null,
        ]);
    }
  });

  test('is the same for the same seed, and of the whole catalog where that is small', async () => {
    const sample = { size: 12, seed: 5 };
    const once = await preview({ weights: { text: 1 }, sample });
    expect(await preview({ weights: { text: 1 }, sample })).toEqual(once);
    expect(await preview({ weights: { text: 1 } })).toMatchObject({ sources: 60 });
  });

  test('compares with equal weights where nothing is published', async () => {
    expect(await preview({ profile: 'new', weights: { text: 1 }, sample: { size: 1 } })).toMatchObject({
      live: { weights: { image: 1, text: 1, price: 1, brand: 1, section: 1 }, profile: null, version: null },
    });
  });

  test.each([
    ['no draft', {}, /^Give exactly one of version and weights; none given/],
    ['two drafts', { profile: 'home', version: 1, weights: { text: 1 } }, /both given/],
    ['a version of no profile', { version: 1 }, /^version is given without profile/],
    [
      'a sample of 501',
      { weights: { text: 1 }, sample: { size: 501 } },
      /^sample\.size is 501; it must be from 1 to 500/,
    ],
    ['no items', { weights: { text: 1 }, sample: { itemIds: [] } }, /^sample\.itemIds is empty/],
    ['a blank item', { weights: { text: 1 }, sample: { itemIds: [''] } }, /^sample\.itemIds\[0\] is blank/],
    ['a seed below 0', { weights: { text: 1 }, sample: { seed: -1 } }, /^sample\.seed is -1/],
    ['limit 0', { weights: { text: 1 }, limit: 0 }, /^limit is 0; it must be from 1 to 50/],
    ['persistence 1', { weights: { text: 1 }, persistence: 1 }, /^persistence is 1; it must be from 0\.1 to 0\.99/],
  ])('refuses %s', async (_what, variables, says) => {
    const { errors } = await api.client.send(PREVIEW, variables);
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toMatch(says);
  });

  test('says what is wrong or missing', async () => {
    expect([
      await preview({ weights: { smell: 1 } }),
      await preview({ profile: 'none', version: 1 }),
      await preview({ profile: 'home', version: 9 }),
    ]).toMatchInlineSnapshot(`
      [
        {
          "__typename": "InvalidWeights",
          "message": "The weights are invalid: 'smell' is no modality of this catalog, which has image, text, price, brand, section.",
          "problems": [
            {
              "field": "smell",
              "problem": "is no modality of this catalog, which has image, text, price, brand, section",
            },
          ],
        },
        {
          "__typename": "ProfileNotFound",
          "message": "Catalog 'default' has no fusion profile 'none'. Save a draft with that name first.",
        },
        {
          "__typename": "ProfileVersionNotFound",
          "message": "Profile 'home' has no version 9. Ask fusionProfile(name: "home") for its versions.",
        },
      ]
    `);
  });
});

test('a catalog without items has nothing to compare', async () => {
  const empty = await startTestApi();
  const { previewProfile } = await empty.client.data<{ previewProfile: object }>(PREVIEW, { weights: { text: 1 } });
  expect(previewProfile).toEqual({
    __typename: 'NothingToCompare',
    message: "Catalog 'default' has no items yet, so there is nothing to compare. Import some first.",
  });
  expect(await empty.client.data('{ checkGoldenQueries(weights: {text: 1}) { __typename } }')).toEqual({
    checkGoldenQueries: { __typename: 'NothingToCompare' },
  });
  await empty.close();
});
