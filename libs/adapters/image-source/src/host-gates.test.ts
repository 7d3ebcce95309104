import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostGates } from './host-gates.ts';

const never = new AbortController().signal;

describe('HostGates', () => {
  it('runs so many loads per host, others of other hosts beside them, in the order of asking', async () => {
    const gates = new HostGates(2);
    const started: string[] = [];
    const ends = new Map<string, () => void>();
    const load = (host: string, name: string): Promise<void> =>
      gates.run(host, never, () => {
        started.push(name);
        return new Promise((resolve) => ends.set(name, resolve));
      });
    const loads = [load('a', 'a1'), load('a', 'a2'), load('a', 'a3'), load('a', 'a4'), load('b', 'b1')];
    await Promise.resolve();
    expect(started).toEqual(['a1', 'a2', 'b1']);
    ends.get('a2')?.();
    await loads[1];
    await new Promise(setImmediate);
    expect(started).toEqual(['a1', 'a2', 'b1', 'a3']);
    for (const name of ['a1', 'a3', 'b1']) ends.get(name)?.();
    await new Promise(setImmediate);
    ends.get('a4')?.();
    await Promise.all(loads);
    expect(gates.size).toBe(0);
  });

  it('lets one who waits leave the queue, and forgets him', async () => {
    const gates = new HostGates(1);
    let end = (): void => undefined;
    const first = gates.run('a', never, () => new Promise<void>((resolve) => (end = resolve)));
    const controller = new AbortController();
    const second = gates.run('a', controller.signal, () => Promise.resolve('never'));
    controller.abort(new Error('left'));
    await expect(second).rejects.toThrow('left');
    const third = gates.run('a', never, () => Promise.resolve('third'));
    end();
    await first;
    expect(await third).toBe('third');
    expect(gates.size).toBe(0);
  });

  it('never runs more than the limit and runs everything, failures and departures included', async () => {
    const job = fc.record({ fails: fc.boolean(), leaves: fc.boolean(), host: fc.constantFrom('a', 'b') });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(job, { maxLength: 30 }), async (limit, jobs) => {
        const gates = new HostGates(limit);
        const running = { a: 0, b: 0 } as Record<string, number>;
        const outcomes = jobs.map(({ fails, leaves, host }) => {
          const controller = new AbortController();
          const run = gates.run(host, controller.signal, async () => {
            running[host]! += 1;
            expect(running[host]).toBeLessThanOrEqual(limit);
            await new Promise(setImmediate);
            running[host]! -= 1;
            if (fails) throw new Error('failed');
          });
          if (leaves) controller.abort(new Error('left'));
          return run.then(
            () => 'done',
            (error: unknown) => (error as Error).message,
          );
        });
        for (const [index, outcome] of (await Promise.all(outcomes)).entries()) {
          const { fails, leaves } = jobs[index]!;
          expect(leaves && outcome === 'left' ? 'left' : fails ? 'failed' : 'done').toBe(outcome);
        }
        expect(gates.size).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses a limit below 1', () => {
    expect(() => new HostGates(0)).toThrow(RangeError);
  });
});
