import { expect, test } from 'vitest';
import { comparedVersion, describeEvent } from './describe-event.ts';
import type { HistoryEvent } from './use-history.ts';

function event(action: HistoryEvent['action'], more: Partial<HistoryEvent> = {}): HistoryEvent {
  const none = { replacedVersion: null, author: null, reason: null, scheduleId: null, refusal: null };
  return { action, version: 3, at: '2026-06-01T12:00:00Z', ...none, ...more };
}

test('what was done is a headline', () => {
  expect([
    describeEvent(event('DRAFTED')),
    describeEvent(event('PUBLISHED')),
    describeEvent(event('PUBLISHED', { replacedVersion: 1, scheduleId: 's' })),
    describeEvent(event('PUBLISHED', { replacedVersion: 3 })),
    describeEvent(event('ROLLED_BACK', { replacedVersion: 4 })),
    describeEvent(event('SCHEDULED', { scheduleId: 's' })),
    describeEvent(event('SCHEDULE_REFUSED', { refusal: { problem: '', brokenGoldenQueries: ['a', 'b'] } })),
    describeEvent(event('SCHEDULE_REFUSED', { refusal: { problem: '', brokenGoldenQueries: ['a'] } })),
    describeEvent(event('SCHEDULE_REFUSED', { refusal: { problem: 'Away.', brokenGoldenQueries: [] } })),
  ]).toEqual([
    'Version 3 saved as a draft',
    'Version 3 published',
    'Version 3 published as scheduled, instead of version 1',
    'Version 3 published',
    'Rolled back to version 3, instead of version 4',
    'Version 3 scheduled',
    'Version 3 not published: it would have broken 2 golden queries',
    'Version 3 not published: it would have broken a golden query',
    'Version 3 not published: its golden queries could not be tried',
  ]);
  expect(describeEvent(event('SCHEDULED'), '2026-07-01T12:00:00Z')).toMatch(/^Version 3 scheduled for .*2026/);
  expect(describeEvent(event('SCHEDULE_CANCELLED'), '2026-07-01T12:00:00Z')).toMatch(/for .*2026.* cancelled$/);
});

test('weights are compared with those they replaced; a draft with what it was based on', () => {
  const base = (version: number) => (version === 3 ? 1 : null);
  expect(comparedVersion(event('PUBLISHED', { replacedVersion: 2 }), base)).toBe(2);
  expect(comparedVersion(event('PUBLISHED'), base)).toBeNull();
  expect(comparedVersion(event('PUBLISHED', { replacedVersion: 3 }), base)).toBeNull();
  expect(comparedVersion(event('DRAFTED'), base)).toBe(1);
  expect(comparedVersion(event('DRAFTED', { version: 2 }), base)).toBe(1);
  expect(comparedVersion(event('DRAFTED', { version: 1 }), base)).toBeNull();
  expect(comparedVersion(event('SCHEDULED', { replacedVersion: 2 }), base)).toBeNull();
});
