import { spawn } from 'node:child_process';
import { testServers } from '@kindred/database/testing';
import { describeJobQueue } from '@kindred/job-queue/testing';
import { PostgresJobQueue } from '@kindred/job-queue-postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../testing/wait-until.ts';

// Here, because adapters can't start each other: PostgreSQL comes from one, the queue from another.
describe.each(testServers)('on $name', (server) => {
  let url = '';
  let drop: () => Promise<unknown> = () => Promise.resolve();
  beforeAll(async () => ({ url, drop } = await server.startDatabase()));
  afterAll(() => drop());

  describeJobQueue('PostgresJobQueue', () => PostgresJobQueue.open({ url }));

  it('gives the job of a worker that was killed to another one, and loses none', { timeout: 90_000 }, async () => {
    const policy = { retryLimit: 3, retryDelayMs: 0, maxRetryDelayMs: 0, heartbeatMs: 10_000, expireMs: 600_000 };
    const queue = await PostgresJobQueue.open({ url });
    await queue.ensureQueue('killed', policy);
    await queue.enqueue('killed', [{ data: { n: 1 } }, { data: { n: 2 } }]);
    const hanging = `
      import { PostgresJobQueue } from '@kindred/job-queue-postgres';
      const queue = await PostgresJobQueue.open({ url: ${JSON.stringify(url)} });
      await queue.work('killed', () => new Promise(() => undefined));`;
    const child = spawn(process.execPath, ['--conditions=@kindred/source', '--input-type=module', '-e', hanging], {
      stdio: 'inherit',
    });
    await waitUntil(async () => (await queue.counts('killed')).active === 1);
    child.kill('SIGKILL');
    const done = new Map<number, number>();
    const worker = await queue.work<{ n: number }>(
      'killed',
      async ({ data, attempt }) => void done.set(data.n, attempt),
    );
    await waitUntil(() => done.size === 2, 60_000);
    expect([...done.values()].sort()).toEqual([1, 2]);
    await worker.stop();
    expect(await queue.counts('killed')).toEqual({ waiting: 0, active: 0, dead: 0 });
    await queue.close();
  });

  it('wakes a waiting worker long before it would look by itself', async () => {
    const queue = await PostgresJobQueue.open({ url });
    const other = await PostgresJobQueue.open({ url });
    await queue.ensureQueue('quick', {
      retryLimit: 0,
      retryDelayMs: 0,
      maxRetryDelayMs: 0,
      heartbeatMs: 10_000,
      expireMs: 60_000,
    });
    let doneAt = 0;
    const worker = await other.work('quick', async () => void (doneAt = performance.now()));
    const latencies: number[] = [];
    for (let n = 0; n < 3; n++) {
      doneAt = 0;
      const sentAt = performance.now();
      await queue.enqueue('quick', [{ data: { n } }]);
      await waitUntil(() => doneAt > 0);
      latencies.push(doneAt - sentAt);
    }
    console.log(`from enqueue to done: ${latencies.map((ms) => `${ms.toFixed(0)} ms`).join(', ')}`);
    expect(Math.min(...latencies)).toBeLessThan(1500);
    await worker.stop();
    await Promise.all([queue.close(), other.close()]);
  });
});

it('says so when PostgreSQL is away', async () => {
  const opening = PostgresJobQueue.open({ url: 'postgresql://kindred@127.0.0.1:1/kindred' });
  await expect(opening).rejects.toMatchObject({ code: 'JOB_QUEUE_UNAVAILABLE' });
});
