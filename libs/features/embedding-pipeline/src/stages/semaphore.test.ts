import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Semaphore } from './semaphore.ts';

describe('Semaphore', () => {
  it('never hands out more than there is, serves in order, and gives everyone a turn', async () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), amounts, fc.integer({ min: 1, max: 6 }), async (s, wanted, capacity) => {
        const semaphore = new Semaphore(capacity);
        const served: number[] = [];
        let [held, most] = [0, 0];
        const users = wanted.map(async (amount, user) => {
          const release = await semaphore.acquire(amount);
          served.push(user);
          held += Math.min(amount, capacity);
          most = Math.max(most, held);
          await s.schedule(Promise.resolve());
          held -= Math.min(amount, capacity);
          release();
          release();
        });
        await s.waitFor(Promise.all(users));
        expect(served).toEqual(wanted.map((_, user) => user));
        expect(most).toBeLessThanOrEqual(capacity);
        expect(held).toBe(0);
      }),
    );
  });

  it('lets go of those who give up, and serves those behind them', async () => {
    const semaphore = new Semaphore(2);
    const release = await semaphore.acquire(1);
    const controller = new AbortController();
    const large = semaphore.acquire(2, controller.signal);
    const small = semaphore.acquire(1);
    controller.abort(new Error('left'));
    await expect(large).rejects.toThrow('left');
    (await small)();
    release();
    (await semaphore.acquire(2))();
    await expect(semaphore.acquire(1, controller.signal)).rejects.toThrow('left');
  });

  it('takes back what is not needed after all', async () => {
    const semaphore = new Semaphore(10);
    const release = await semaphore.acquire(25);
    const other = semaphore.acquire(6);
    release(5);
    release(4);
    release(7);
    const releaseOther = await other;
    const last = semaphore.acquire(5);
    releaseOther(1);
    (await last)();
    release();
    releaseOther();
    (await semaphore.acquire(10))();
  });

  it('refuses a capacity below 1', () => {
    expect(() => new Semaphore(0)).toThrow(RangeError);
    expect(() => new Semaphore(NaN)).toThrow(RangeError);
  });
});
