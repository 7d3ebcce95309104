import { expect, test } from 'vitest';
import type { GoldenQueryFragment } from '../generated/graphql.ts';
import { describeVerdicts, joinExpected, orderByVerdict, type GoldenRun } from './golden-verdict.ts';

const run = (passes: boolean): GoldenRun => ({ passes, ranks: [], problem: null });

test('those that do not hold come first, then by name', () => {
  const runs = new Map([
    ['a', run(true)],
    ['c', run(false)],
    ['b', run(false)],
  ]);
  const queries = ['d', 'c', 'a', 'b'].map((name) => ({ name }));
  expect(orderByVerdict(queries, runs).map(({ name }) => name)).toEqual(['b', 'c', 'a', 'd']);
});

test('what is expected is joined with its place; what is gone has no item', () => {
  const item = (id: string) => ({ id, title: id, images: [] });
  const query = {
    expectedItemIds: ['b', 'gone', 'a'],
    expectedItems: [item('a'), item('b')],
  } as unknown as GoldenQueryFragment;
  expect(joinExpected(query, { passes: false, ranks: [3, null, 1], problem: null })).toEqual([
    { id: 'b', item: item('b'), rank: 3 },
    { id: 'gone', item: null, rank: null },
    { id: 'a', item: item('a'), rank: 1 },
  ]);
  const untried = joinExpected(query, { passes: false, ranks: [null, null, null], problem: 'Nothing to compare.' });
  expect(untried.map(({ rank }) => rank)).toEqual([undefined, undefined, undefined]);
});

test('how many hold is a sentence', () => {
  const of = (...passes: boolean[]) =>
    describeVerdicts(passes.length, new Map(passes.map((pass, n) => [String(n), run(pass)])));
  expect([of(true), of(true, true), of(true, false), of(false), of(true, true, false)]).toEqual([
    'It holds with the weights as they stand now.',
    'All 2 hold with the weights as they stand now.',
    '1 of 2 holds with the weights as they stand now.',
    '0 of 1 hold with the weights as they stand now.',
    '2 of 3 hold with the weights as they stand now.',
  ]);
});
