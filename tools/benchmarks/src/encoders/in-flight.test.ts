import { expect, it } from 'vitest';
import { inFlight } from './in-flight.ts';

it('runs everything once, never more than the limit at a time', async () => {
  let [running, most] = [0, 0];
  const seen: number[] = [];
  await inFlight([1, 2, 3, 4, 5, 6, 7], 3, async (input) => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    seen.push(input);
    running -= 1;
  });
  expect(seen.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
});

it('stops at a failure and throws it', async () => {
  const seen: number[] = [];
  const failing = inFlight([1, 2, 3, 4], 1, (input) => {
    seen.push(input);
    return input === 2 ? Promise.reject(new Error('two')) : Promise.resolve();
  });
  await expect(failing).rejects.toThrow('two');
  expect(seen).toEqual([1, 2]);
});
