import { expect, it } from 'vitest';
import { SearchGate } from './search-gate.ts';

it('runs as many as it may, in the order in which they came, and goes on after failures', async () => {
  const gate = new SearchGate(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const runs = [0, 1, 2, 3].map((n) =>
    gate.run(async () => {
      begun.push(n);
      await new Promise<void>((resolve) => (ends[n] = resolve));
      if (n === 0) throw new Error('failed');
      return n;
    }),
  );
  const outcomes = Promise.allSettled(runs);
  await expect.poll(() => begun).toEqual([0, 1]);
  ends[0]?.();
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  ends[2]?.();
  await expect.poll(() => begun).toEqual([0, 1, 2, 3]);
  ends[1]?.();
  ends[3]?.();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  expect(await gate.run(() => Promise.resolve('again'))).toBe('again');
});

it('begins nothing that was given up while it waited', async () => {
  const gate = new SearchGate(1);
  const stop = new AbortController();
  let end = (): void => undefined;
  const first = gate.run(() => new Promise<void>((resolve) => (end = resolve)));
  let begun = false;
  const second = gate.run(() => Promise.resolve((begun = true)), stop.signal);
  stop.abort(new Error('gone'));
  end();
  await first;
  await expect(second).rejects.toThrow('gone');
  expect(begun).toBe(false);
});
