import { expect, it } from 'vitest';
import { formatBytes, formatDuration, formatNumberOf } from './format-amounts.ts';

it('writes amounts as people read them', () => {
  expect([formatNumberOf(1, 'item'), formatNumberOf(12_345, 'item')]).toEqual(['1 item', '12,345 items']);
  expect([950, 59_949, 59_950, 75_000].map(formatDuration)).toEqual(['0.9 s', '59.9 s', '1 min 0 s', '1 min 15 s']);
  expect([0, 999, 1000, 1.5e9, 3e15].map(formatBytes)).toEqual([
    '0 bytes',
    '999 bytes',
    '1.0 kB',
    '1.5 GB',
    '3000.0 TB',
  ]);
});
