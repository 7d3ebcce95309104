import { expect, test } from 'vitest';
import type { ProfileFragment } from '../generated/graphql.ts';
import { describeSaving, readProfileOutcome } from './profile-outcome.ts';

const version = (number: number) => ({
  version: number,
  weights: {},
  status: 'DRAFT' as const,
  baseVersion: null,
  author: null,
  reason: null,
  createdAt: '',
  publishedAt: null,
});
const summer: ProfileFragment = { name: 'summer', published: null, versions: [version(2), version(1)] };

test('a name that exists becomes version N+1', () => {
  expect(describeSaving(' summer ', [summer])).toContain('becomes its version 3, a draft');
  expect(describeSaving('winter', [summer])).toContain('a new profile; this becomes its version 1');
  expect(describeSaving('  ', [summer])).toContain('Give the profile a name');
});

test('problems are told in words, with those of each field', () => {
  const problems = [{ field: 'weights.image', problem: 'must be in [-1, 1]' }];
  expect(
    readProfileOutcome({ __typename: 'InvalidWeights', message: 'The weights cannot be used.', problems }),
  ).toEqual({
    ok: false,
    message: 'The weights cannot be used. weights.image: must be in [-1, 1]',
  });
  expect(readProfileOutcome({ __typename: 'NoEarlierVersion', message: 'Nothing to go back to.' })).toEqual({
    ok: false,
    message: 'Nothing to go back to.',
  });
  expect(readProfileOutcome({ __typename: 'FusionProfile', ...summer })).toMatchObject({
    ok: true,
    profile: { name: 'summer' },
  });
});
