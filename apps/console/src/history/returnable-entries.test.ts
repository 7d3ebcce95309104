import { expect, test } from 'vitest';
import type { ProfileFragment } from '../generated/graphql.ts';
import { returnableEntries, rollBackTarget } from './returnable-entries.ts';
import type { HistoryEdge } from './use-history.ts';

const edge = (cursor: string, action: HistoryEdge['node']['action'], version: number) =>
  ({ cursor, node: { action, version } }) as HistoryEdge;

test('a version can be published again from the last time it was, but not the published one', () => {
  const edges = [
    edge('f', 'SCHEDULED', 4),
    edge('e', 'ROLLED_BACK', 1),
    edge('d', 'PUBLISHED', 3),
    edge('c', 'PUBLISHED', 1),
    edge('b', 'PUBLISHED', 3),
    edge('a', 'PUBLISHED', 2),
  ];
  expect([...returnableEntries(edges, 1)]).toEqual(['d', 'a']);
});

test('rolling back leads to the version that was published last before', () => {
  const version = (number: number, status: string, publishedAt: string | null) =>
    ({ version: number, status, publishedAt }) as ProfileFragment['versions'][number];
  const published = version(2, 'PUBLISHED', '2026-06-04T00:00:00Z');
  expect(rollBackTarget([published, version(1, 'DRAFT', null)])).toBeUndefined();
  const retired = [version(1, 'RETIRED', '2026-06-03T00:00:00Z'), version(3, 'RETIRED', '2026-06-01T00:00:00Z')];
  expect(rollBackTarget([published, ...retired])).toBe(1);
});
