import { expect, test } from 'vitest';
import type { ProfileFragment } from '../generated/graphql.ts';
import { findReturnSteps } from './find-return-steps.ts';
import type { HistoryEdge } from './use-history.ts';

const edge = (cursor: string, action: HistoryEdge['node']['action'], version: number) =>
  ({ cursor, node: { action, version } }) as HistoryEdge;
const version = (number: number, status: string, publishedAt: string | null) =>
  ({ version: number, status, publishedAt }) as ProfileFragment['versions'][number];

test('the newest publication is rolled back; others are published again from the last time they were', () => {
  const edges = [
    edge('g', 'SCHEDULED', 4),
    edge('f', 'ROLLED_BACK', 1),
    edge('e', 'PUBLISHED', 3),
    edge('d', 'PUBLISHED', 1),
    edge('c', 'PUBLISHED', 2),
    edge('b', 'PUBLISHED', 3),
    edge('a', 'PUBLISHED', 2),
  ];
  const versions = [
    version(4, 'DRAFT', null),
    version(3, 'RETIRED', '2026-06-05T00:00:00Z'),
    version(2, 'RETIRED', '2026-06-03T00:00:00Z'),
    version(1, 'PUBLISHED', '2026-06-06T00:00:00Z'),
  ];
  expect([...findReturnSteps(edges, { versions, published: { version: 1 } }).values()]).toEqual([
    { cursor: 'f', does: 'roll-back', version: 3 },
    { cursor: 'c', does: 'publish', version: 2 },
  ]);
});

test('there is no way back from the first publication', () => {
  const versions = [version(2, 'DRAFT', null), version(1, 'PUBLISHED', '2026-06-01T00:00:00Z')];
  expect(findReturnSteps([edge('a', 'PUBLISHED', 1)], { versions, published: { version: 1 } }).size).toBe(0);
});
