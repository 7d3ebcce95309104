import { describe, expect, it } from 'vitest';
import { mapAhead } from './map-ahead.ts';

async function* numbers(count: number, onClose: () => void = () => undefined): AsyncGenerator<number> {
  try {
    for (let n = 0; n < count; n++) yield n;
  } finally {
    onClose();
  }
}

describe('mapAhead', () => {
  it('keeps the order, whatever finishes first', async () => {
    const gates = [0, 1, 2].map(() => Promise.withResolvers<undefined>());
    const begun: number[] = [];
    const mapped = mapAhead(numbers(3), 2, async (n) => {
      begun.push(n);
      if (n === 2) gates[0]?.resolve(undefined);
      if (n === 0) await gates[0]?.promise;
      return n * 10;
    });
    const outputs: number[] = [];
    for await (const output of mapped) outputs.push(output);
    expect(outputs).toEqual([0, 10, 20]);
    expect(begun).toEqual([0, 1, 2]);
  });

  it('works on at most `ahead` inputs beside the one at hand', async () => {
    let running = 0;
    let most = 0;
    const three = Promise.withResolvers<undefined>();
    const mapped = mapAhead(numbers(20), 2, async (n) => {
      most = Math.max(most, ++running);
      if (running === 3) three.resolve(undefined);
      await three.promise;
      running--;
      return n;
    });
    for await (const output of mapped) expect(output).toBeLessThan(20);
    expect(most).toBe(3);
  });

  it('surfaces a rejection at its place and closes the source', async () => {
    let closed = 0;
    const outputs: number[] = [];
    const mapped = mapAhead(
      numbers(9, () => closed++),
      2,
      async (n) => {
        if (n === 3) throw new Error('third');
        return n;
      },
    );
    const consume = async (): Promise<void> => {
      for await (const output of mapped) outputs.push(output);
    };
    await expect(consume()).rejects.toThrow('third');
    expect(outputs).toEqual([0, 1, 2]);
    expect(closed).toBe(1);
  });

  it('closes the source and waits for what was begun when the consumer stops', async () => {
    let closed = 0;
    let running = 0;
    for await (const output of mapAhead(
      numbers(9, () => closed++),
      3,
      async (n) => {
        running++;
        await Promise.resolve();
        running--;
        return n;
      },
    ))
      if (output === 1) break;
    expect([closed, running]).toEqual([1, 0]);
  });
});
