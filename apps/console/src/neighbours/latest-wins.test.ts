import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLatestWins } from './latest-wins.ts';

interface Call {
  readonly input: number;
  readonly signal: AbortSignal;
  readonly resolve: (output: string) => void;
  readonly reject: (error: unknown) => void;
}

function open(maxInFlight = 2) {
  const calls: Call[] = [];
  const shown: number[] = [];
  const errors: unknown[] = [];
  const pump = createLatestWins<number, string>({
    run: (input, signal) => new Promise((resolve, reject) => calls.push({ input, signal, resolve, reject })),
    onResult: (_, input) => shown.push(input),
    onError: (error) => errors.push(error),
    maxInFlight,
  });
  return { pump, calls, shown, errors };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test('an answer that comes late never replaces a newer one', async () => {
  const { pump, calls, shown } = open();
  pump.push(1);
  pump.push(2);
  calls[1]?.resolve('second');
  await settled();
  expect(calls[0]?.signal.aborted).toBe(true);
  calls[0]?.resolve('first');
  await settled();
  expect(shown).toEqual([2]);
});

test('while sliding, inputs in between are skipped and the last one is answered', async () => {
  const { pump, calls, shown } = open();
  for (let input = 1; input <= 10; input++) pump.push(input);
  expect(calls.map(({ input }) => input)).toEqual([1, 2]);
  calls[0]?.resolve('');
  await settled();
  expect(calls.map(({ input }) => input)).toEqual([1, 2, 10]);
  calls[1]?.resolve('');
  calls[2]?.resolve('');
  await settled();
  expect(shown).toEqual([1, 2, 10]);
});

test('only the failure of the newest input is reported', async () => {
  const { pump, calls, errors } = open();
  pump.push(1);
  pump.push(2);
  calls[0]?.reject('overtaken');
  await settled();
  expect(errors).toEqual([]);
  calls[1]?.reject('newest');
  await settled();
  expect(errors).toEqual(['newest']);
});

test('after cancel nothing is reported', async () => {
  const { pump, calls, shown, errors } = open();
  pump.push(1);
  pump.push(2);
  pump.push(3);
  pump.cancel();
  expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  calls[0]?.resolve('');
  calls[1]?.reject('');
  await settled();
  expect({ shown, errors, started: calls.length }).toEqual({ shown: [], errors: [], started: 2 });
});

test('whatever the order of answers, what is shown only gets newer and ends with the newest input', async () => {
  const steps = fc.array(fc.oneof(fc.constant('push' as const), fc.nat({ max: 3 })), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (given, maxInFlight) => {
      const { pump, calls, shown } = open(maxInFlight);
      let input = 0;
      const answered = new Set<Call>();
      const answer = async (index: number): Promise<void> => {
        const open = calls.filter((call) => !answered.has(call));
        const call = open[index % Math.max(1, open.length)];
        if (call === undefined) return;
        answered.add(call);
        call.resolve('');
        await settled();
      };
      pump.push(++input);
      for (const step of given) {
        if (step === 'push') pump.push(++input);
        else await answer(step);
      }
      while (answered.size < calls.length) await answer(0);
      expect(shown).toEqual([...shown].sort((a, b) => a - b));
      expect(shown.at(-1)).toBe(input);
    }),
  );
});
