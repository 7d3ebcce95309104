import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AppliedSchedule } from '@kindred/catalog';
import { ScheduledPublisher } from './scheduled-publisher.ts';

const applied = { id: 's', profile: 'home', version: 2 } as AppliedSchedule;

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-06-01T12:00:00Z') }));
afterEach(() => void vi.useRealTimers());

it('looks at the start and every second, goes on after a failure, and not after it was closed', async () => {
  const looks: string[] = [];
  const problems: unknown[] = [];
  const seen: AppliedSchedule[] = [];
  const publisher = await ScheduledPublisher.start({
    clock: () => new Date(),
    schedules: {
      applyDue: async (now) => {
        looks.push(now.toISOString().slice(17, 19));
        if (looks.length === 2) throw new Error('database away');
        return looks.length === 3 ? [applied] : [];
      },
    },
    onApplied: (schedule) => seen.push(schedule),
    onProblem: (error) => problems.push(error),
  });
  expect(looks).toEqual(['00']);
  await vi.advanceTimersByTimeAsync(3000);
  expect(looks).toEqual(['00', '01', '02', '03']);
  expect(seen).toEqual([applied]);
  expect(problems).toMatchObject([{ message: 'database away' }]);
  await publisher.close();
  await vi.advanceTimersByTimeAsync(5000);
  expect(looks).toHaveLength(4);
});

it('waits for the look under way when it is closed', async () => {
  let end = (): void => undefined;
  let looks = 0;
  const publisher = await ScheduledPublisher.start({
    clock: () => new Date(),
    schedules: {
      applyDue: () =>
        ++looks === 1 ? Promise.resolve([]) : new Promise((resolve) => (end = () => resolve([applied]))),
    },
    onApplied: () => (looks += 100),
    onProblem: () => undefined,
  });
  await vi.advanceTimersByTimeAsync(1000);
  const closing = publisher.close();
  expect(looks).toBe(2);
  end();
  await closing;
  expect(looks).toBe(102);
});
