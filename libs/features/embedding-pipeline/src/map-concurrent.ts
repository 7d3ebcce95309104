/**
 * Results in the order of `inputs`, at most `concurrency` at a time. The first rejection rejects the whole and no further
 * input is begun.
 */
export async function mapConcurrent<Input, Output>(
  inputs: readonly Input[],
  concurrency: number,
  map: (input: Input, index: number) => Promise<Output>,
): Promise<Output[]> {
  const outputs = new Array<Output>(inputs.length);
  const entries = inputs.entries();
  let stopped = false;
  const worker = async (): Promise<void> => {
    for (const [index, input] of entries) {
      if (stopped) return;
      try {
        outputs[index] = await map(input, index);
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, inputs.length) }, worker));
  return outputs;
}
