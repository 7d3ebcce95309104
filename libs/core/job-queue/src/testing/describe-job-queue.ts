import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job, JobQueue, QueuePolicy } from '../job-queue.ts';

const POLICY: QueuePolicy = {
  retryLimit: 1,
  retryDelayMs: 0,
  maxRetryDelayMs: 0,
  heartbeatMs: 10_000,
  expireMs: 60_000,
};
const DEADLINE_MS = 20_000;

/** Looks again and again until it is so. */
async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`it was not so within ${String(DEADLINE_MS)} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Every JobQueue must pass this. `open` gives a queue that others don't use; the suite closes it. */
export function describeJobQueue(name: string, open: () => Promise<JobQueue>): void {
  describe(`${name} as a JobQueue`, () => {
    let queue: JobQueue;
    let made = 0;
    beforeAll(async () => {
      queue = await open();
    });
    afterAll(() => queue.close());

    async function newQueue(policy: Partial<QueuePolicy> = {}): Promise<string> {
      const queueName = `jobs-${String((made += 1))}`;
      await queue.ensureQueue(queueName, { ...POLICY, ...policy });
      return queueName;
    }
    const numbers = (count: number) => Array.from({ length: count }, (_, n) => ({ data: { n } }));

    it('gives each job to one of the workers, and forgets it when it is done', async () => {
      const jobs = await newQueue();
      expect(await queue.enqueue(jobs, numbers(20))).toBe(20);
      expect(await queue.counts(jobs)).toEqual({ waiting: 20, active: 0, dead: 0 });
      const done: number[] = [];
      const handle = async ({ data }: Job<{ n: number }>): Promise<void> => void done.push(data.n);
      const workers = [await queue.work(jobs, handle), await queue.work(jobs, handle, { concurrency: 3 })];
      await until(async () => done.length >= 20 && (await queue.counts(jobs)).active === 0);
      expect(done.toSorted((left, right) => left - right)).toEqual(numbers(20).map(({ data }) => data.n));
      expect(await queue.counts(jobs)).toEqual({ waiting: 0, active: 0, dead: 0 });
      await Promise.all(workers.map((worker) => worker.stop()));
    });

    it('does not add a job whose key waits already', async () => {
      const jobs = await newQueue();
      expect(await queue.enqueue(jobs, [{ data: { n: 1 }, key: 'a' }])).toBe(1);
      const more = [{ data: { n: 2 }, key: 'a' }, { data: { n: 3 }, key: 'b' }, { data: {} }, { data: {} }];
      expect(await queue.enqueue(jobs, more)).toBe(3);
      expect(await queue.counts(jobs)).toMatchObject({ waiting: 4 });
    });

    it('tries a job again, then puts it aside with its reason, from where it can be taken again', async () => {
      const jobs = await newQueue();
      await queue.enqueue(jobs, [{ data: { n: 7 } }]);
      const attempts: number[] = [];
      let mended = false;
      const worker = await queue.work<{ n: number }>(jobs, async ({ attempt }) => {
        attempts.push(attempt);
        if (!mended) throw new Error(`broken at try ${String(attempt)}`);
      });
      await until(async () => (await queue.counts(jobs)).dead === 1);
      expect(attempts).toEqual([1, 2]);
      expect(await queue.list(jobs, { state: 'dead', limit: 10 })).toMatchObject([
        { data: { n: 7 }, state: 'dead', attempts: 2, reason: 'broken at try 2' },
      ]);
      mended = true;
      expect(await queue.retryDead(jobs)).toBe(1);
      await until(() => attempts.length === 3);
      await until(async () => (await queue.counts(jobs)).active === 0);
      expect(attempts).toEqual([1, 2, 1]);
      expect(await queue.counts(jobs)).toEqual({ waiting: 0, active: 0, dead: 0 });
      await worker.stop();
    });

    it('lists jobs by state, newest first, and counts those of some data', async () => {
      const jobs = await newQueue();
      const before = Date.now() - 60_000;
      for (const shop of ['a', 'b', 'a']) await queue.enqueue(jobs, [{ data: { shop } }]);
      const waiting = await queue.list<{ shop: string }>(jobs, { state: 'waiting', limit: 2 });
      expect(waiting.map(({ data }) => data.shop)).toEqual(['a', 'b']);
      expect(waiting[0]).toMatchObject({ state: 'waiting', attempts: 0, reason: undefined });
      expect(waiting[0]?.since.getTime()).toBeGreaterThan(before);
      const ofA = await queue.list(jobs, { state: 'waiting', limit: 9, data: { shop: 'a' } });
      expect(ofA.map(({ data }) => data)).toEqual([{ shop: 'a' }, { shop: 'a' }]);
      expect(await queue.counts(jobs, { data: { shop: 'b' } })).toEqual({ waiting: 1, active: 0, dead: 0 });
      const gate = Promise.withResolvers<void>();
      const worker = await queue.work(jobs, () => gate.promise);
      await until(async () => (await queue.counts(jobs)).active === 1);
      expect(await queue.list(jobs, { state: 'active', limit: 9 })).toMatchObject([
        { data: { shop: 'a' }, state: 'active', attempts: 1, reason: undefined },
      ]);
      gate.resolve();
      await worker.stop();
    });

    it('takes again or drops just those dead jobs that are selected', async () => {
      const jobs = await newQueue({ retryLimit: 0 });
      await queue.enqueue(
        jobs,
        ['a', 'a', 'b', 'b'].map((shop) => ({ data: { shop } })),
      );
      const worker = await queue.work(jobs, () => Promise.reject(new Error('broken')));
      await until(async () => (await queue.counts(jobs)).dead === 4);
      await worker.stop();
      const dead = (shop: string) => queue.list(jobs, { state: 'dead', limit: 9, data: { shop } });
      const [first, second] = await dead('a');
      const ids = [first?.id ?? '', 'none', '00000000-0000-4000-8000-000000000000'];
      expect(await queue.retryDead(jobs, { ids, data: { shop: 'b' } })).toBe(0);
      expect(await queue.retryDead(jobs, { ids, data: { shop: 'a' } })).toBe(1);
      expect(await queue.counts(jobs)).toEqual({ waiting: 1, active: 0, dead: 3 });
      expect(await queue.dropDead(jobs, { ids: [second?.id ?? '', 'none'] })).toBe(1);
      expect(await dead('a')).toEqual([]);
      expect(await queue.dropDead(jobs, { data: { shop: 'b' } })).toBe(2);
      expect(await queue.retryDead(jobs)).toBe(0);
      // What waits is not dropped.
      expect(await queue.dropDead(jobs)).toBe(0);
      expect(await queue.counts(jobs)).toEqual({ waiting: 1, active: 0, dead: 0 });
    });

    it('takes a dead job whose key waits again only once', async () => {
      const jobs = await newQueue({ retryLimit: 0 });
      await queue.enqueue(jobs, [{ data: { n: 1 }, key: 'a' }]);
      const worker = await queue.work(jobs, () => Promise.reject(new Error('broken')));
      await until(async () => (await queue.counts(jobs)).dead === 1);
      await worker.stop();
      await queue.enqueue(jobs, [{ data: { n: 1 }, key: 'a' }]);
      expect(await queue.retryDead(jobs)).toBe(0);
      expect(await queue.counts(jobs)).toEqual({ waiting: 1, active: 0, dead: 0 });
    });

    it('finishes what is under way when it is stopped, and takes nothing more', async () => {
      const jobs = await newQueue();
      const [started, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const done: number[] = [];
      const worker = await queue.work<{ n: number }>(jobs, async ({ data }) => {
        started.resolve();
        await gate.promise;
        done.push(data.n);
      });
      await queue.enqueue(jobs, numbers(3));
      await started.promise;
      const stopping = worker.stop();
      gate.resolve();
      await stopping;
      expect(done).toHaveLength(1);
      expect(await queue.counts(jobs)).toEqual({ waiting: 2, active: 0, dead: 0 });
    });

    it('tells a job that is given up, and gives it to another worker', async () => {
      const jobs = await newQueue();
      await queue.enqueue(jobs, numbers(1));
      const started = Promise.withResolvers<void>();
      const first = await queue.work(jobs, async (_, signal) => {
        started.resolve();
        await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
      });
      await started.promise;
      await first.stop({ timeoutMs: 0 });
      let attempt = 0;
      const second = await queue.work(jobs, async (job) => void (attempt = job.attempt));
      await until(() => attempt === 2);
      await second.stop();
    });

    it('refuses queues that are not there, wrong policies and data that is no JSON', async () => {
      await expect(queue.enqueue('nowhere', [])).rejects.toMatchObject({ code: 'QUEUE_NOT_FOUND' });
      await expect(queue.work('nowhere', async () => undefined)).rejects.toMatchObject({ code: 'QUEUE_NOT_FOUND' });
      await expect(queue.counts('nowhere')).rejects.toMatchObject({ code: 'QUEUE_NOT_FOUND' });
      await expect(queue.ensureQueue('Upper', POLICY)).rejects.toMatchObject({ code: 'INVALID_JOB' });
      await expect(queue.ensureQueue('a', { ...POLICY, heartbeatMs: 1 })).rejects.toThrow('heartbeatMs is 1');
      const jobs = await newQueue();
      for (const data of [[], { text: 'a\0b' }, { big: 1n }])
        await expect(queue.enqueue(jobs, [{ data }])).rejects.toMatchObject({ code: 'INVALID_JOB' });
      expect(await queue.counts(jobs)).toMatchObject({ waiting: 0 });
    });
  });
}
