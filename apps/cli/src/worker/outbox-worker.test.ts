import { expect, it } from 'vitest';
import { OutboxWorker, type OutboxWorkerOptions, type WorkerEvent } from './outbox-worker.ts';

/** Runs a worker whose `catchUp` answers from a script, and stops it after `rounds` looks at the catalogs. */
async function runRounds(rounds: number, catchUp: OutboxWorkerOptions['catchUp']) {
  const stop = new AbortController();
  const events: WorkerEvent[] = [];
  let looks = 0;
  const worker = new OutboxWorker({
    listCatalogs: () => {
      looks += 1;
      if (looks > rounds) stop.abort();
      return Promise.resolve(looks > rounds ? [] : ['a', 'b']);
    },
    catchUp,
    intervalMs: 1,
    log: (event) => events.push(event),
  });
  return { summary: await worker.run(stop.signal), events };
}

it('goes through all catalogs, and compares counts only the first time', async () => {
  const calls: [string, boolean][] = [];
  const { summary } = await runRounds(2, (catalog, { compareCounts }) => {
    calls.push([catalog, compareCounts]);
    return Promise.resolve({ applied: 3, refilled: catalog === 'a' && compareCounts });
  });
  expect(calls).toEqual([
    ['a', true],
    ['b', true],
    ['a', false],
    ['b', false],
  ]);
  expect(summary).toEqual({ applied: 12, refills: 1, failures: 0 });
});

it('logs a catalog that fails, goes on with the next, and tries again', async () => {
  let failing = true;
  const { summary, events } = await runRounds(2, (catalog) => {
    if (catalog === 'a' && failing) {
      failing = false;
      return Promise.reject(new Error('store away'));
    }
    return Promise.resolve({ applied: 1, refilled: false });
  });
  expect(summary).toEqual({ applied: 3, refills: 0, failures: 1 });
  expect(events).toContainEqual({ level: 'error', message: 'catching up failed', catalog: 'a', error: 'store away' });
});

it('finishes what is under way when it is stopped, and begins no further catalog', async () => {
  const stop = new AbortController();
  const finished: string[] = [];
  const worker = new OutboxWorker({
    listCatalogs: () => Promise.resolve(['a', 'b']),
    catchUp: async (catalog) => {
      stop.abort();
      await Promise.resolve();
      finished.push(catalog);
      return { applied: 1, refilled: false };
    },
    intervalMs: 60_000,
    log: () => undefined,
  });
  expect(await worker.run(stop.signal)).toEqual({ applied: 1, refills: 0, failures: 0 });
  expect(finished).toEqual(['a']);
});
