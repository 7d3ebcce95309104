import type { CatalogSchedule, GoldenQuery, ScheduleRefusal } from '@kindred/catalog';
import { describe, expect, it } from 'vitest';
import { DueScheduleSettler } from './due-schedule-settler.ts';
import type { GoldenQueryOutcome } from './golden-query-outcome.ts';
import type { TriedPublication } from './publication-trial.ts';

const date = new Date('2026-06-01T12:00:00Z');
const due: CatalogSchedule = {
  id: 's',
  catalog: 'shop',
  profile: 'home',
  version: 2,
  publishAt: date,
  status: 'pending',
  refuseIfBroken: true,
  createdAt: date,
};

function broken(name: string): GoldenQueryOutcome {
  const query = { name, expectedItemIds: ['b'], limit: 1 } as unknown as GoldenQuery;
  const live = { passes: true, ranks: [1] };
  return { query, live, draft: { passes: false, ranks: [null] }, broken: true, unknownItemIds: [] };
}

function open(run: (target: object, signal?: AbortSignal) => Promise<TriedPublication>) {
  let now = date.getTime();
  const calls: unknown[] = [];
  const untested: unknown[] = [];
  const settler = new DueScheduleSettler({
    schedules: {
      apply: async (schedule, publication = {}) => {
        calls.push({ apply: publication });
        return { ...schedule, status: 'applied' };
      },
      refuse: async (schedule, refusal: ScheduleRefusal, basis = {}) => {
        calls.push({ refuse: refusal, basis });
        return { ...schedule, status: 'refused', refusal };
      },
    },
    trial: { run },
    clock: () => new Date(now),
    patienceMs: 120_000,
    onUntested: (_due, error) => untested.push(error),
  });
  return { settler, calls, untested, waitMs: (ms: number) => (now += ms) };
}

describe('DueScheduleSettler', () => {
  it('publishes what was not to be refused without trying anything', async () => {
    const { settler, calls } = open(() => Promise.reject(new Error('tried')));
    expect(await settler.settle({ ...due, refuseIfBroken: false })).toMatchObject({ status: 'applied' });
    expect(calls).toEqual([{ apply: {} }]);
  });

  it('publishes what breaks nothing, on top of what it was tried against', async () => {
    const { settler, calls } = open(async (target) => {
      expect(target).toEqual({ catalog: 'shop', name: 'home', version: 2 });
      return { broken: [], published: 1 };
    });
    expect(await settler.settle(due)).toMatchObject({ status: 'applied' });
    expect(calls).toEqual([{ apply: { expectedPublished: 1 } }]);
  });

  it('refuses what breaks golden queries, and names them', async () => {
    const { settler, calls } = open(async () => ({ broken: [broken('boots'), broken('hats')], published: 1 }));
    expect(await settler.settle(due)).toMatchObject({ status: 'refused' });
    expect(calls).toEqual([
      {
        refuse: {
          problem: expect.stringContaining(
            `Version 2 of fusion profile 'home' would break the golden queries 'boots', 'hats'.`,
          ) as string,
          brokenGoldenQueries: ['boots', 'hats'],
        },
        basis: { expectedPublished: 1 },
      },
    ]);
  });

  it('waits while golden queries can not be tried, says so once, and refuses in the end', async () => {
    const { settler, calls, untested, waitMs } = open(() => Promise.reject(new Error('store at 10.0.0.7 is away')));
    expect(await settler.settle(due)).toBeUndefined();
    waitMs(119_000);
    expect(await settler.settle(due)).toBeUndefined();
    expect(calls).toEqual([]);
    expect(untested).toMatchObject([{ message: 'store at 10.0.0.7 is away' }]);
    waitMs(1000);
    expect(await settler.settle(due)).toMatchObject({ status: 'refused' });
    expect(calls).toMatchObject([{ refuse: { brokenGoldenQueries: [] } }]);
    expect(JSON.stringify(calls)).toContain('could not be tried for 2 minutes');
    expect(JSON.stringify(calls)).not.toContain('10.0.0.7');
  });

  it('publishes as soon as they can be tried again', async () => {
    let away = true;
    const { settler, calls } = open(() =>
      away ? Promise.reject(new Error('away')) : Promise.resolve({ broken: [], published: 0 }),
    );
    expect(await settler.settle(due)).toBeUndefined();
    away = false;
    expect(await settler.settle(due)).toMatchObject({ status: 'applied' });
    expect(calls).toHaveLength(1);
  });

  it('gives up what it tries when it is told to, without taking that for a failure', async () => {
    const stop = new AbortController();
    const { settler, calls, untested } = open(
      (_target, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    );
    const settling = settler.settle(due, stop.signal);
    stop.abort(new Error('closed'));
    await expect(settling).rejects.toThrow('closed');
    expect([calls, untested]).toEqual([[], []]);
  });
});
