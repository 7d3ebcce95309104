/**
 * Like `for await … yield await map(input)`, but up to `ahead` inputs are being mapped while the consumer works on the one
 * before: stages joined by it run at the same time. Order is kept. A rejection surfaces at its place. When the consumer
 * stops early, the source is closed and what was begun is awaited, so nothing runs on in the background.
 */
export async function* mapAhead<Input, Output>(
  inputs: AsyncIterable<Input>,
  ahead: number,
  map: (input: Input) => Promise<Output>,
): AsyncGenerator<Output> {
  const source = inputs[Symbol.asyncIterator]();
  const begun: Promise<{ done: true } | { done: false; output: Output }>[] = [];
  let reading: Promise<unknown> = Promise.resolve();
  const begin = (): void => {
    const read = reading.then(() => source.next());
    reading = read;
    const step = read.then(async (next) =>
      next.done === true ? { done: true as const } : { done: false as const, output: await map(next.value) },
    );
    step.catch(() => undefined);
    begun.push(step);
  };
  try {
    for (;;) {
      while (begun.length <= ahead) begin();
      const next = await begun.shift();
      if (next === undefined || next.done) return;
      yield next.output;
    }
  } finally {
    await Promise.allSettled(begun);
    await source.return?.();
  }
}
