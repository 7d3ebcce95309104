import { expect, test } from 'vitest';
import { describeLive, describeOverlap, formatPoints, formatShare } from './describe-impact.ts';
import { buildRangeScale, rangeSegment } from './range-geometry.ts';

test('says what the draft is compared with', () => {
  expect(describeLive('home', { profile: 'home', version: 3 })).toBe('version 3, which is live');
  expect(describeLive('home', { profile: 'default', version: 1 })).toContain(
    '“default”, since nothing of this profile',
  );
  expect(describeLive('home', { profile: null, version: null })).toContain('equal weights');
});

test('rounds without lying at the ends', () => {
  expect([0, 0.001, 0.314, 0.995, 1].map(formatShare)).toEqual(['0 %', 'under 1 %', '31 %', 'over 99 %', '100 %']);
  expect([0.061, -0.061, 0.001].map(formatPoints)).toEqual(['+6', '−6', '±0']);
  expect([1, 0.9, 0.6, 0.3, 0.1].map(describeOverlap)).toEqual([
    'same order',
    'much the same order',
    'a different order',
    'a very different order',
    'hardly anything in common',
  ]);
});

test('price ranges share one scale, which begins at 0', () => {
  const live = { lowerQuartile: 10, median: 20, upperQuartile: 40 };
  const draft = { lowerQuartile: 30, median: 50, upperQuartile: 80 };
  const scale = buildRangeScale([live, null, draft]);
  expect(rangeSegment(live, scale)).toEqual({ left: 12.5, width: 37.5, median: 25 });
  expect(rangeSegment(draft, scale)).toEqual({ left: 37.5, width: 62.5, median: 62.5 });
  expect(rangeSegment({ lowerQuartile: 0, median: 0, upperQuartile: 0 }, buildRangeScale([]))).toEqual({
    left: 0,
    width: 0,
    median: 0,
  });
});
