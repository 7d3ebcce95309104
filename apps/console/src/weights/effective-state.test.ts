import { expect, test } from 'vitest';
import type { ProfileFragment } from '../generated/graphql.ts';
import { resolveWeights } from './effective-state.ts';

const modalities = [{ name: 'image' }, { name: 'price' }];
const version = {
  version: 2,
  weights: { image: 0.8, gone: 1 },
  status: 'PUBLISHED' as const,
  baseVersion: null,
  author: null,
  reason: null,
  createdAt: '',
  publishedAt: '',
};
const summer: ProfileFragment = { name: 'summer', published: { version: 2 }, versions: [version] };

test('without a profile and without weights the server decides, and equal weights are shown', () => {
  const { current, baseProfile, changed, variables } = resolveWeights({ weights: null, profile: null }, modalities, [
    summer,
  ]);
  expect({ current, baseProfile, changed, variables }).toEqual({
    current: { image: 0.5, price: 0.5 },
    baseProfile: null,
    changed: false,
    variables: {},
  });
});

test("the published profile 'default' is shown where there is one, since the server uses it", () => {
  const { current, baseProfile, variables } = resolveWeights({ weights: null, profile: null }, modalities, [
    { ...summer, name: 'default' },
  ]);
  expect({ current, baseProfile, variables }).toEqual({
    current: { image: 0.8, price: 0 },
    baseProfile: 'default',
    variables: {},
  });
});

test('a profile is asked for by name until a weight is moved', () => {
  expect(resolveWeights({ weights: null, profile: 'summer' }, modalities, [summer]).variables).toEqual({
    profile: 'summer',
  });
  const moved = resolveWeights({ weights: { image: 0.8, price: -0.2 }, profile: 'summer' }, modalities, [summer]);
  expect(moved.variables).toEqual({ weights: { image: 0.8, price: -0.2 } });
  expect(moved.changed).toBe(true);
  expect(moved.base).toEqual({ image: 0.8, price: 0 });
});
