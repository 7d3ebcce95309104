/** Runs `work` on each input, at most `limit` at a time, in order of starting. @throws the first failure, after those running ended */
export async function inFlight<Input>(
  inputs: Iterable<Input>,
  limit: number,
  work: (input: Input) => Promise<void>,
): Promise<void> {
  const iterator = inputs[Symbol.iterator]();
  const failures: unknown[] = [];
  const run = async (): Promise<void> => {
    for (let next = iterator.next(); next.done !== true && failures.length === 0; next = iterator.next())
      await work(next.value).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: limit }, run));
  if (failures.length > 0) throw failures[0];
}
