import {
  publishedVersion,
  type FusionProfile,
  type FusionProfileRepository,
  type GoldenQuery,
  type ProfileScheduleRepository,
  type Weights,
} from '@kindred/catalog';
import { describe, expect, it } from 'vitest';
import { GoldenQueryTester } from './golden-query-tester.ts';
import { ProfilePublisher } from './profile-publisher.ts';
import { PublicationTrial } from './publication-trial.ts';
import { SearchGate } from './search-gate.ts';
import { FEEL, LOOK, openCircleShop, SHOP } from './test-fixtures/circle-shop.ts';

const date = new Date('2026-01-01T00:00:00Z');
const shop = await openCircleShop([
  { id: 'a', look: 0, feel: 0 },
  { id: 'b', look: 10, feel: 60 },
  { id: 'c', look: 20, feel: 40 },
  { id: 'd', look: 30, feel: 20 },
  { id: 'bare', look: 90 },
]);

function golden(name: string, itemId: string, expectedItemIds: readonly string[], more: Partial<GoldenQuery> = {}) {
  const source = { kind: 'item', itemId } as const;
  return { name, source, expectedItemIds, limit: 2, createdAt: date, updatedAt: date, ...more };
}

function open(queries: readonly GoldenQuery[], live: Weights | null = LOOK, draft: Weights = FEEL) {
  const version = (number: number, weights: Weights, status: 'draft' | 'published' | 'retired') =>
    ({ version: number, weights, status, createdAt: date }) as const;
  const before = live === null ? [] : [version(1, live, 'published')];
  let profile: FusionProfile = { name: 'home', versions: [...before, version(2, draft, 'draft')] };
  const problems: unknown[] = [];
  const profiles = {
    find: async (_catalog: string, name: string) => (name === 'home' ? profile : undefined),
    publish: async (_catalog: string, _name: string, number: number) => {
      const versions = profile.versions.map((entry) => ({
        ...entry,
        status: entry.version === number ? ('published' as const) : ('retired' as const),
      }));
      return (profile = { name: 'home', versions });
    },
  } as unknown as FusionProfileRepository;
  const schedules = {
    schedule: async (_catalog: string, request: object) => ({
      ...request,
      id: 's',
      status: 'pending',
      createdAt: date,
    }),
  } as unknown as ProfileScheduleRepository;
  const tester = new GoldenQueryTester({
    ...shop,
    goldenQueries: { list: async () => [...queries] },
    gate: new SearchGate(2),
  });
  const publisher = new ProfilePublisher({
    profiles,
    schedules,
    trial: new PublicationTrial({ profiles, tester, findModalities: async () => ['look', 'feel'] }),
    onUntested: (_catalog, _profile, error) => problems.push(error),
  });
  const publish = (refuseIfBroken: boolean, number = 2, name = 'home') =>
    publisher.publish({ catalog: SHOP, name, version: number }, {}, { refuseIfBroken });
  return { publisher, publish, tester, problems, published: () => publishedVersion(profile)?.version };
}

describe('ProfilePublisher', () => {
  it('says which golden queries break, and publishes all the same', async () => {
    const { publish, published } = open([golden('looks', 'a', ['b']), golden('both', 'a', ['c'])]);
    const { broken, profile } = await publish(false);
    expect(broken).toMatchObject([
      {
        query: { name: 'looks' },
        live: { passes: true, ranks: [1] },
        draft: { passes: false, ranks: [null] },
        broken: true,
        unknownItemIds: [],
      },
    ]);
    expect(publishedVersion(profile)?.version).toBe(2);
    expect(published()).toBe(2);
  });

  it('refuses when it is told to, and then nothing is published', async () => {
    const { publish, published } = open([golden('looks', 'a', ['b']), golden('more', 'a', ['b', 'c'])]);
    await expect(publish(true)).rejects.toMatchObject({
      code: 'GOLDEN_QUERIES_BROKEN',
      broken: [{ query: { name: 'looks' } }, { query: { name: 'more' } }],
      message: expect.stringContaining(`would break the golden queries 'looks', 'more'.`) as string,
    });
    expect(published()).toBe(1);
  });

  it('does not count what fails already, nor what passes both ways', async () => {
    const { publish, published } = open([
      golden('never', 'a', ['bare']),
      golden('gone', 'a', ['sold-out']),
      golden('always', 'a', ['c']),
    ]);
    expect((await publish(true)).broken).toEqual([]);
    expect(published()).toBe(2);
  });

  it('compares the first publication of a profile with equal weights', async () => {
    const { publish } = open([golden('looks', 'a', ['c'], { limit: 1 })], null, LOOK);
    // Equal weights put d (30° and 20°) before c (20° and 40°), looks put b before both.
    expect((await publish(true)).broken).toEqual([]);
    const other = open([golden('equal', 'a', ['d'], { limit: 1 })], null, LOOK);
    await expect(other.publish(true)).rejects.toMatchObject({ code: 'GOLDEN_QUERIES_BROKEN' });
  });

  it('names what is missing before it searches', async () => {
    const { publish } = open([]);
    await expect(publish(false, 7)).rejects.toMatchObject({ code: 'PROFILE_VERSION_NOT_FOUND' });
    await expect(publish(false, 1, 'none')).rejects.toMatchObject({ code: 'PROFILE_NOT_FOUND' });
  });

  it('publishes where golden queries can not be tried, unless it must refuse', async () => {
    const untestable = { smell: 1 };
    const { publish, published, problems } = open([golden('looks', 'a', ['b'])], LOOK, untestable);
    await expect(publish(true)).rejects.toMatchObject({ code: 'INVALID_WEIGHTS' });
    expect(published()).toBe(1);
    expect(await publish(false)).not.toHaveProperty('broken');
    expect(published()).toBe(2);
    expect(problems).toMatchObject([{ code: 'INVALID_WEIGHTS' }]);
  });

  it('tries them when a version is scheduled too', async () => {
    const { publisher } = open([golden('looks', 'a', ['b'])]);
    const request = { profile: 'home', version: 2, publishAt: date };
    const { schedule, broken } = await publisher.schedule(SHOP, request, { refuseIfBroken: false });
    expect(schedule).toMatchObject({ id: 's', version: 2, refuseIfBroken: false });
    expect(broken).toHaveLength(1);
    await expect(publisher.schedule(SHOP, request, { refuseIfBroken: true })).rejects.toMatchObject({
      code: 'GOLDEN_QUERIES_BROKEN',
    });
  });
});

describe('GoldenQueryTester', () => {
  it('tells ranks, expected items that are gone, and why there is nothing to compare', async () => {
    const { tester } = open([
      golden('ranks', 'a', ['c', 'b', 'sold-out']),
      golden('bare', 'bare', ['a']),
      golden('no source', 'sold-out', ['a']),
      golden('elsewhere', 'a', ['b'], { profile: 'cart' }),
    ]);
    const everything = await tester.test({ catalog: SHOP, allProfiles: true, live: LOOK, draft: FEEL });
    expect(everything.map(({ query }) => query.name)).toEqual(['ranks', 'bare', 'no source', 'elsewhere']);
    const outcomes = await tester.test({ catalog: SHOP, live: LOOK, draft: FEEL });
    expect(outcomes).toHaveLength(3);
    expect(outcomes).toMatchObject([
      {
        query: { name: 'ranks' },
        live: { ranks: [2, 1, null] },
        draft: { ranks: [2, null, null] },
        unknownItemIds: ['sold-out'],
      },
      {
        query: { name: 'bare' },
        draft: { passes: false, problem: expect.stringContaining('only feel has a weight') as string },
      },
      {
        query: { name: 'no source' },
        live: { problem: expect.stringContaining("no item 'sold-out'") as string },
        broken: false,
      },
    ]);
  });
});
