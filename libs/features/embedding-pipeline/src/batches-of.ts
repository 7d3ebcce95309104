/** Arrays of at most `size` inputs, in order. Closes the source when the consumer stops early. */
export async function* batchesOf<Input>(inputs: AsyncIterable<Input>, size: number): AsyncGenerator<Input[]> {
  let batch: Input[] = [];
  for await (const input of inputs) {
    batch.push(input);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
