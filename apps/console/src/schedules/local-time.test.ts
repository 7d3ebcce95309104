import { expect, test } from 'vitest';
import { describeLocalTime, readLocalTime, toLocalTime } from './local-time.ts';

test('what the input holds is an instant, and back', () => {
  const instant = readLocalTime('2030-06-01T09:30');
  expect(instant?.getTime()).toBe(new Date(2030, 5, 1, 9, 30).getTime());
  expect(toLocalTime(instant ?? new Date(0))).toBe('2030-06-01T09:30');
  expect(describeLocalTime(instant ?? new Date(0))).toMatch(/2030.*30/);
});

test('what is no time yet is none', () => {
  expect(['', '2030-06-01', 'soon', '2030-13-01T09:30', '2030-06-01T25:00'].map(readLocalTime)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
