import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { BatchFormer } from './batch-former.ts';

describe('BatchFormer', () => {
  it('gives each caller its own output, in batches no larger and no more at a time than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.nat(3), { maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
        async (s, pauses, maxBatch, concurrency) => {
          let [running, most] = [0, 0];
          const batches: (readonly number[])[] = [];
          const former = new BatchFormer<number, number>({
            maxBatch,
            concurrency,
            work: async (inputs) => {
              batches.push(inputs);
              most = Math.max(most, ++running);
              await s.schedule(Promise.resolve());
              running -= 1;
              return inputs.map((input) => input * 2);
            },
          });
          const callers = pauses.map(async (pause, caller) => {
            for (let turn = 0; turn < pause; turn++) await new Promise(setImmediate);
            return former.run(caller);
          });
          const outputs = s.waitFor(Promise.all(callers));
          expect(await outputs).toEqual(pauses.map((_, caller) => caller * 2));
          expect(Math.max(0, ...batches.map(({ length }) => length))).toBeLessThanOrEqual(maxBatch);
          expect(most).toBeLessThanOrEqual(concurrency);
          expect(batches.flat().sort((a, b) => a - b)).toEqual(pauses.map((_, caller) => caller));
        },
      ),
    );
  });

  it('takes together what comes in one turn of the event loop, and what comes while it works', async () => {
    const gate = Promise.withResolvers<void>();
    const batches: (readonly string[])[] = [];
    const former = new BatchFormer<string, string>({
      maxBatch: 3,
      concurrency: 1,
      work: async (inputs) => {
        batches.push(inputs);
        await gate.promise;
        return inputs;
      },
    });
    const first = ['a', 'b'].map((input) => former.run(input));
    await new Promise(setImmediate);
    const others = ['c', 'd', 'e', 'f'].map((input) => former.run(input));
    gate.resolve();
    expect(await Promise.all([...first, ...others])).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(batches).toEqual([['a', 'b'], ['c', 'd', 'e'], ['f']]);
  });

  it('waits for company as long as it may, not when the batch is full or nobody is expected', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const batches: (readonly number[])[] = [];
      const work = async (inputs: readonly number[]) => {
        batches.push(inputs);
        return inputs;
      };
      let isBusy = true;
      const expectsMore = () => isBusy;
      const former = new BatchFormer<number, number>({ maxBatch: 2, concurrency: 1, lingerMs: 50, expectsMore, work });
      const alone = former.run(1);
      await vi.advanceTimersByTimeAsync(49);
      expect(batches).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(await alone).toBe(1);
      await Promise.all([former.run(2), former.run(3)]);
      isBusy = false;
      await former.run(4);
      expect(batches).toEqual([[1], [2, 3], [4]]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('fails the callers of a batch that fails, and no others', async () => {
    const work = async (inputs: readonly number[]) => {
      if (inputs.includes(2)) throw new Error('out of memory');
      return inputs;
    };
    const former = new BatchFormer<number, number>({ maxBatch: 2, concurrency: 1, work });
    const outcomes = await Promise.allSettled([1, 2, 3].map((input) => former.run(input)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });

  it('lets a caller go at once, and cancels the work when all have gone', async () => {
    const begun: (readonly number[])[] = [];
    let cancelled: AbortSignal | undefined;
    const former = new BatchFormer<number, number>({
      maxBatch: 2,
      concurrency: 1,
      work: async (inputs, signal) => {
        begun.push(inputs);
        cancelled ??= signal;
        if (begun.length === 1) await new Promise((resolve) => signal.addEventListener('abort', resolve));
        return inputs;
      },
    });
    const [one, two] = [new AbortController(), new AbortController()];
    const running = [one, one, two].map(({ signal }, input) => former.run(input, signal).catch(String));
    const waiting = former.run(3);
    await new Promise(setImmediate);
    two.abort(new Error('two left'));
    expect(cancelled?.aborted).toBe(false);
    one.abort(new Error('one left'));
    expect(await Promise.all(running)).toEqual(['Error: one left', 'Error: one left', 'Error: two left']);
    expect(cancelled?.aborted).toBe(true);
    expect(await waiting).toBe(3);
    expect(begun).toEqual([[0, 1], [3]]);
  });
});
