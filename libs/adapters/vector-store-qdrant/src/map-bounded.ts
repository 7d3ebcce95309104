import { Slots } from './slots.ts';

/** Results in the order of the inputs, at most `concurrency` under way. Waits for those that have begun before it throws. */
export async function mapBounded<Input, Output>(
  inputs: readonly Input[],
  concurrency: number,
  run: (input: Input) => Promise<Output>,
): Promise<Output[]> {
  const slots = new Slots(concurrency);
  let failed = false;
  const settled = await Promise.allSettled(
    inputs.map((input) =>
      slots.run(async () => {
        if (failed) throw new Error('not begun, since another one failed');
        try {
          return await run(input);
        } catch (error) {
          failed = true;
          throw error;
        }
      }),
    ),
  );
  const failure = settled.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
