import { openDatabase, type Database } from '@kindred/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GraphqlClient } from '../src/testing/graphql-client.ts';
import { startTestApi, type TestApi } from '../src/testing/start-test-api.ts';

const SOURCE = 'item-000';

let api: TestApi;
let database: Database;
let ann: GraphqlClient;
beforeAll(async () => {
  api = await startTestApi({ items: 40 });
  database = await openDatabase({ url: api.databaseUrl });
  const { key } = await database.apiKeys.create({ role: 'merchandiser', name: 'Ann' });
  ann = new GraphqlClient(api.url, { authorization: `Bearer ${key}` });
});
afterAll(async () => {
  await database.close();
  await api.close();
});

const HISTORY =
  'fusionProfileHistory(name: $name, first: $first, after: $after) { ... on ProfileEventConnection { edges { node { action version replacedVersion author reason } } pageInfo { hasNextPage endCursor } } }';
const history = (name: string, first = 50, after: string | null = null) =>
  ann.data<{
    fusionProfileHistory: {
      edges: { node: Record<string, unknown> }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  }>(`query ($name: String!, $first: Int!, $after: String) { ${HISTORY} }`, { name, first, after });
const mutate = <Data = Record<string, never>>(field: string) => ann.data<Data>(`mutation { ${field} }`);
const saveVersions = async (name: string, ...weights: string[]) => {
  for (const given of weights)
    await mutate(`saveFusionProfileDraft(name: "${name}", weights: ${given}) { __typename }`);
};

test('drafts: a save that is not based on the newest version gets the profile as it is', async () => {
  const save = (base: number, weights: string) =>
    mutate(`saveFusionProfileDraft(name: "drafts", weights: ${weights}, baseVersion: ${base}, reason: "try") {
      __typename ... on FusionProfile { versions { version baseVersion author reason } }
      ... on ProfileConflict { message current { name versions { version weights author } } }
    }`);
  expect(await save(0, '{image: 1}')).toEqual({
    saveFusionProfileDraft: {
      __typename: 'FusionProfile',
      versions: [{ version: 1, baseVersion: 0, author: 'Ann', reason: 'try' }],
    },
  });
  expect(await save(0, '{text: 1}')).toMatchInlineSnapshot(`
    {
      "saveFusionProfileDraft": {
        "__typename": "ProfileConflict",
        "current": {
          "name": "drafts",
          "versions": [
            {
              "author": "Ann",
              "version": 1,
              "weights": {
                "image": 1,
              },
            },
          ],
        },
        "message": "The draft is based on version 0 of fusion profile 'drafts', which has version 1 by now. Look at what changed, then try again on top of it.",
      },
    }
  `);
});

test('two versions differ per modality', async () => {
  await saveVersions('diff', '{image: 0.6, price: 0.2}', '{image: 0.3, text: -0.3}');
  const diff = (from: number, to: number, name = 'diff') =>
    ann.data(`{ fusionProfileDiff(name: "${name}", from: ${from}, to: ${to}) {
      __typename
      ... on FusionProfileDiff { name from to weights { modality before after change beforeShare afterShare shareChange } }
      ... on Problem { message }
    } }`);
  expect(await diff(1, 2)).toMatchObject({
    fusionProfileDiff: {
      from: 1,
      to: 2,
      weights: [
        { modality: 'image', before: 0.6, after: 0.3, change: -0.3, shareChange: expect.closeTo(-0.25, 9) as number },
        { modality: 'price', before: 0.2, after: 0, shareChange: expect.closeTo(-0.25, 9) as number },
        { modality: 'text', before: 0, after: -0.3, afterShare: -0.5, shareChange: -0.5 },
      ],
    },
  });
  expect([await diff(1, 9), await diff(1, 2, 'none')]).toMatchInlineSnapshot(`
    [
      {
        "fusionProfileDiff": {
          "__typename": "ProfileVersionNotFound",
          "message": "Profile 'diff' has no version 9. Ask fusionProfile(name: "diff") for its versions.",
        },
      },
      {
        "fusionProfileDiff": {
          "__typename": "ProfileNotFound",
          "message": "Catalog 'default' has no fusion profile 'none'. Save a draft with that name first.",
        },
      },
    ]
  `);
});

test('history tells who, what and why, in pages', async () => {
  await saveVersions('history', '{image: 1}', '{text: 1}');
  await mutate(`publishFusionProfile(name: "history", version: 1, reason: "begin") { __typename }`);
  await mutate(`publishFusionProfile(name: "history", version: 2) { __typename }`);
  await mutate(`rollBackFusionProfile(name: "history", reason: "too bold") { __typename }`);
  const first = (await history('history', 3)).fusionProfileHistory;
  expect(first.edges.map(({ node }) => node)).toMatchInlineSnapshot(`
    [
      {
        "action": "ROLLED_BACK",
        "author": "Ann",
        "reason": "too bold",
        "replacedVersion": 2,
        "version": 1,
      },
      {
        "action": "PUBLISHED",
        "author": "Ann",
        "reason": null,
        "replacedVersion": 1,
        "version": 2,
      },
      {
        "action": "PUBLISHED",
        "author": "Ann",
        "reason": "begin",
        "replacedVersion": null,
        "version": 1,
      },
    ]
  `);
  expect(first.pageInfo.hasNextPage).toBe(true);
  const rest = (await history('history', 3, first.pageInfo.endCursor)).fusionProfileHistory;
  expect(rest.edges.map(({ node }) => `${String(node['action'])} ${String(node['version'])}`)).toEqual([
    'DRAFTED 2',
    'DRAFTED 1',
  ]);
  expect(rest.pageInfo.hasNextPage).toBe(false);
});

test('the author is the API key, and nobody else can be named', async () => {
  const { errors } = await ann.send(
    'mutation { saveFusionProfileDraft(name: "authors", weights: {text: 1}, author: "Eve") { __typename } }',
  );
  expect(errors?.[0]).toMatchObject({
    message: "author is 'Eve', but the API key's name 'Ann' is the author; leave it out.",
    extensions: { code: 'BAD_USER_INPUT', argument: 'author' },
  });
});

test('publishing on top of another publication than expected is a conflict', async () => {
  await saveVersions('expected', '{image: 1}', '{text: 1}');
  const publish = (version: number, expected: number) =>
    mutate(`publishFusionProfile(name: "expected", version: ${version}, expectedPublished: ${expected}) {
      __typename ... on ProfileConflict { message current { published { version } } }
      ... on ProfilePublished { profile { published { version } } brokenGoldenQueries { broken } }
    }`);
  expect([await publish(1, 0), await publish(2, 0), await publish(2, 1)]).toMatchInlineSnapshot(`
    [
      {
        "publishFusionProfile": {
          "__typename": "ProfilePublished",
          "brokenGoldenQueries": [],
          "profile": {
            "published": {
              "version": 1,
            },
          },
        },
      },
      {
        "publishFusionProfile": {
          "__typename": "ProfileConflict",
          "current": {
            "published": {
              "version": 1,
            },
          },
          "message": "Of fusion profile 'expected' version 1 is published by now, not none. Look at what changed, then try again on top of it.",
        },
      },
      {
        "publishFusionProfile": {
          "__typename": "ProfilePublished",
          "brokenGoldenQueries": [],
          "profile": {
            "published": {
              "version": 2,
            },
          },
        },
      },
    ]
  `);
});

describe('schedules', () => {
  const SCHEDULE = '{ id profile version publishAt status author reason finishedAt }';
  const schedule = (version: number, publishAt: string) =>
    mutate<{
      scheduleFusionProfile: { __typename: string; message?: string; schedule: { id: string } };
    }>(`scheduleFusionProfile(name: "timed", version: ${version}, publishAt: "${publishAt}", reason: "sale") {
      __typename ... on ProfileScheduled { schedule ${SCHEDULE} brokenGoldenQueries { broken } } ... on Problem { message }
    }`);
  const cancel = (id: string) =>
    mutate(`cancelScheduledPublication(id: "${id}", reason: "rain") {
      __typename ... on ScheduledPublication ${SCHEDULE} ... on Problem { message }
    }`);

  test('are listed, cancelled once, and refused where they make no sense', async () => {
    await saveVersions('timed', '{image: 1}', '{text: 1}');
    const { scheduleFusionProfile: made } = await schedule(1, '2100-06-01T12:00:00Z');
    expect(made).toMatchObject({
      __typename: 'ProfileScheduled',
      schedule: { version: 1, publishAt: '2100-06-01T12:00:00.000Z', status: 'PENDING', author: 'Ann', reason: 'sale' },
      brokenGoldenQueries: [],
    });
    expect((await schedule(2, '2100-06-01T12:00:00Z')).scheduleFusionProfile).toEqual({
      __typename: 'ScheduleTimeTaken',
      message:
        "A version of fusion profile 'timed' is scheduled for 2100-06-01T12:00:00.000Z already. Cancel it, or choose another time.",
    });
    expect((await schedule(9, '2100-06-01T13:00:00Z')).scheduleFusionProfile.__typename).toBe('ProfileVersionNotFound');
    const past = await ann.send(
      'mutation { scheduleFusionProfile(name: "timed", version: 1, publishAt: "2020-01-01T00:00:00Z") { __typename } }',
    );
    expect(past.errors?.[0]?.message).toBe(
      'publishAt is 2020-01-01T00:00:00.000Z, which has passed; publish the version with publishFusionProfile.',
    );
    const { id } = made.schedule;
    expect(await cancel(id)).toMatchObject({ cancelScheduledPublication: { id, status: 'CANCELLED' } });
    expect([await cancel(id), await cancel('nope')]).toMatchObject([
      { cancelScheduledPublication: { __typename: 'ScheduleNotPending' } },
      { cancelScheduledPublication: { __typename: 'ScheduleNotFound' } },
    ]);
    const list = `{ scheduledPublications(profile: "timed") { id } all: scheduledPublications(includeFinished: true) { status } }`;
    expect(await ann.data(list)).toEqual({ scheduledPublications: [], all: [{ status: 'CANCELLED' }] });
  });

  test('that fell due while no server ran are published when one starts, and once by two that run', async () => {
    await saveVersions('due', '{image: 1}', '{text: 1}');
    const request = { profile: 'due', version: 2, publishAt: new Date(Date.now() - 1000), author: 'Ann' };
    await database.schedules.schedule('default', request);
    const environment = { DATABASE_URL: api.databaseUrl };
    const others = await Promise.all([startTestApi({ environment }), startTestApi({ environment })]);
    const published = async () => (await database.profiles.find('default', 'due'))?.versions[1]?.status;
    expect(await published()).toBe('published');
    await database.schedules.schedule('default', { ...request, version: 1 });
    await expect.poll(published, { timeout: 10_000 }).toBe('retired');
    for (const other of others) await other.close();
    const { fusionProfileHistory } = await history('due');
    expect(
      fusionProfileHistory.edges.map(({ node }) => `${String(node['action'])} ${String(node['version'])}`),
    ).toEqual(['PUBLISHED 1', 'SCHEDULED 1', 'PUBLISHED 2', 'SCHEDULED 2', 'DRAFTED 2', 'DRAFTED 1']);
    expect(fusionProfileHistory.edges[0]?.node).toMatchObject({ author: 'Ann', replacedVersion: 2 });
  });

  test('made to refuse try golden queries again at the time, and tell which broke', async () => {
    await saveVersions('guarded', '{image: 1}', '{price: 1}', '{image: 1, text: 0.001}');
    await mutate(`publishFusionProfile(name: "guarded", version: 1) { __typename }`);
    const { similarItems } = await ann.data<{ similarItems: { edges: { node: { id: string } }[] } }>(
      `{ similarItems(itemId: "${SOURCE}", weights: {image: 1}, first: 1) { ... on SimilarItemConnection { edges { node { id } } } } }`,
    );
    const nearest = similarItems.edges[0]?.node.id ?? '';
    const soon = new Date(Date.now() + 4000).toISOString();
    await mutate(`scheduleFusionProfile(name: "guarded", version: 2, publishAt: "${soon}", refuseIfBroken: true) {
      __typename ... on Problem { message } }`);
    await mutate(
      `saveGoldenQuery(query: {name: "nearest stays", itemId: "${SOURCE}", expectedItemIds: ["${nearest}"], limit: 1, profile: "guarded"}) { __typename }`,
    );
    const schedules = `{ scheduledPublications(profile: "guarded", includeFinished: true) {
      version status refuseIfBroken refusal { problem brokenGoldenQueries } } }`;
    const refusal = {
      problem: `Version 2 of fusion profile 'guarded' would break the golden query 'nearest stays'. Change its weights, change the golden queries, or publish without refusing.`,
      brokenGoldenQueries: ['nearest stays'],
    };
    await expect
      .poll(() => ann.data(schedules), { timeout: 10_000 })
      .toEqual({ scheduledPublications: [{ version: 2, status: 'REFUSED', refuseIfBroken: true, refusal }] });
    expect((await database.profiles.find('default', 'guarded'))?.versions[0]?.status).toBe('published');
    const { fusionProfileHistory } = await ann.data<{ fusionProfileHistory: { edges: { node: object }[] } }>(
      '{ fusionProfileHistory(name: "guarded", first: 1) { ... on ProfileEventConnection { edges { node { action version refusal { problem brokenGoldenQueries } } } } } }',
    );
    expect(fusionProfileHistory.edges).toEqual([{ node: { action: 'SCHEDULE_REFUSED', version: 2, refusal } }]);
    await database.schedules.schedule('default', {
      profile: 'guarded',
      version: 3,
      publishAt: new Date(),
      refuseIfBroken: true,
    });
    const published = async () => (await database.profiles.find('default', 'guarded'))?.versions[2]?.status;
    await expect.poll(published, { timeout: 10_000 }).toBe('published');
  });
});
