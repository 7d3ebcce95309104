import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PeriodicTask } from './periodic-task.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('runs again and again, tells of a run that failed and goes on, and not after it was closed', async () => {
  const problems: unknown[] = [];
  let runs = 0;
  const task = new PeriodicTask(
    async () => {
      if (++runs === 2) throw new Error('database away');
    },
    { everyMs: 1000, onProblem: (error) => problems.push(error) },
  );
  await vi.advanceTimersByTimeAsync(999);
  expect(runs).toBe(0);
  await vi.advanceTimersByTimeAsync(2001);
  expect(runs).toBe(3);
  expect(problems).toMatchObject([{ message: 'database away' }]);
  await task.close();
  await vi.advanceTimersByTimeAsync(5000);
  expect(runs).toBe(3);
});

it('never runs twice at a time, and waits for the run under way when it is closed', async () => {
  const gate = Promise.withResolvers<void>();
  const seen: string[] = [];
  const task = new PeriodicTask(
    async () => {
      seen.push('begun');
      await gate.promise;
      seen.push('ended');
    },
    { everyMs: 1000, onProblem: (error) => seen.push(String(error)) },
  );
  await vi.advanceTimersByTimeAsync(5000);
  expect(seen).toEqual(['begun']);
  const closing = task.close().then(() => seen.push('closed'));
  await vi.advanceTimersByTimeAsync(0);
  expect(seen).toEqual(['begun']);
  gate.resolve();
  await closing;
  await vi.advanceTimersByTimeAsync(5000);
  expect(seen).toEqual(['begun', 'ended', 'closed']);
});
