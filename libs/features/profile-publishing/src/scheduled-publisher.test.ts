import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CatalogSchedule } from '@kindred/catalog';
import { ScheduledPublisher } from './scheduled-publisher.ts';

const due = (id: string, profile = 'home') => ({ id, catalog: 'shop', profile, version: 2 }) as CatalogSchedule;

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-06-01T12:00:00Z') }));
afterEach(() => void vi.useRealTimers());

it('looks at the start and every second, goes on after a failure, and not after it was closed', async () => {
  const looks: string[] = [];
  const problems: unknown[] = [];
  const seen: string[] = [];
  const publisher = await ScheduledPublisher.start({
    clock: () => new Date(),
    schedules: {
      listDue: async (now) => {
        looks.push(now.toISOString().slice(17, 19));
        if (looks.length === 2) throw new Error('database away');
        return looks.length === 3 ? [due('s')] : [];
      },
    },
    settler: { settle: async (schedule) => schedule },
    onSettled: ({ id }) => seen.push(id),
    onProblem: (error) => problems.push(error),
  });
  expect(looks).toEqual(['00']);
  await vi.advanceTimersByTimeAsync(3000);
  expect(looks).toEqual(['00', '01', '02', '03']);
  expect(seen).toEqual(['s']);
  expect(problems).toMatchObject([{ message: 'database away' }]);
  await publisher.close();
  await vi.advanceTimersByTimeAsync(5000);
  expect(looks).toHaveLength(4);
});

it('settles those of a profile in order, stops at one that waits, and goes on with other profiles', async () => {
  const tried: string[] = [];
  const seen: string[] = [];
  const problems: unknown[] = [];
  const publisher = await ScheduledPublisher.start({
    clock: () => new Date(),
    schedules: {
      listDue: async () => [
        due('1'),
        due('2 waits'),
        due('3'),
        due('4 fails', 'cart'),
        due('5', 'cart'),
        due('6', 'x'),
      ],
    },
    settler: {
      settle: async (schedule) => {
        tried.push(schedule.id);
        if (schedule.id.includes('fails')) throw new Error('row is locked');
        return schedule.id.includes('waits') ? undefined : schedule;
      },
    },
    onSettled: ({ id }) => seen.push(id),
    onProblem: (error) => problems.push(error),
  });
  await publisher.close();
  expect(tried.toSorted()).toEqual(['1', '2 waits', '4 fails', '6']);
  expect(seen.toSorted()).toEqual(['1', '6']);
  expect(problems).toMatchObject([{ message: 'row is locked' }]);
});

it('gives up the trial under way when it is closed, and waits for its end', async () => {
  let looks = 0;
  const problems: unknown[] = [];
  let ended = false;
  const publisher = await ScheduledPublisher.start({
    clock: () => new Date(),
    schedules: { listDue: async () => (++looks === 1 ? [] : [due('s')]) },
    settler: {
      settle: (_schedule, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            ended = true;
            reject(signal.reason as Error);
          });
        }),
    },
    onSettled: () => undefined,
    onProblem: (error) => problems.push(error),
  });
  await vi.advanceTimersByTimeAsync(1000);
  expect([looks, ended]).toEqual([2, false]);
  await publisher.close();
  expect([ended, problems]).toEqual([true, []]);
});
