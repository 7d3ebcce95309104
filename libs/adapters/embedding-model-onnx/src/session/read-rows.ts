import type { Pooling } from '@kindred/embedding-model';
import type { Tensor } from 'onnxruntime-node';
import { averagePlaces, checkRows, poolTokens, toUnitLength } from './pool-tokens.ts';

export interface OutputReading {
  readonly pooling: Pooling;
  /** Whether an output of rank 4 is [batch, channels, height, width]; else [batch, height, width, channels]. */
  readonly channelsFirst: boolean;
  /** Whether rows are scaled to unit length; else the graph has done it. */
  readonly normalise: boolean;
}

/** Length of the vectors in an output of these dimensions. @throws Error where they don't suit the pooling */
function vectorLength(
  dims: readonly number[],
  { pooling, channelsFirst }: Pick<OutputReading, 'pooling' | 'channelsFirst'>,
): number {
  const [, second = 0, third = 1, fourth = 1] = dims;
  const fits =
    pooling === 'none' ? third * fourth === 1 : dims.length === 3 || (dims.length === 4 && pooling === 'mean');
  if (!fits || dims.length < 2)
    throw new Error(`the graph's output [${dims.join(', ')}] does not suit pooling '${pooling}'.`);
  if (pooling === 'none' || (dims.length === 4 && channelsFirst)) return second;
  return dims.length === 4 ? fourth : third;
}

/**
 * @param states of one input, without padding: [dimension], [tokens, dimension], or a map of rank 3
 * @param rank of the graph's output, batch included
 * @param row [dimension], overwritten
 */
function readRow(states: Float32Array, rank: number, reading: OutputReading, row: Float32Array): void {
  if (rank === 4 && reading.channelsFirst && reading.pooling === 'mean') averagePlaces(states, row);
  else poolTokens(reading.pooling, states, row);
}

/**
 * One vector of unit length for each input of a run. Disposes of the output.
 *
 * @param result [count, …]; undefined where the graph gave none
 * @param tokensOf of an input, where outputs of fewer tokens than the longest are padded
 * @returns [count, dimension] @throws Error for an output that doesn't suit the pooling, and for unusable numbers
 */
export function unitRows(
  result: Tensor | undefined,
  count: number,
  { reading, name, tokensOf }: { reading: OutputReading; name: string; tokensOf?: (input: number) => number },
): Float32Array {
  if (result === undefined) throw new Error(`the graph gave no output '${name}'.`);
  const { dims } = result;
  const dimension = vectorLength(dims, reading);
  const states = result.data as Float32Array;
  const perInput = states.length / count;
  const rows = new Float32Array(count * dimension);
  for (let input = 0; input < count; input++) {
    const row = rows.subarray(input * dimension, (input + 1) * dimension);
    const tokens = reading.pooling === 'none' ? undefined : tokensOf?.(input);
    const length = tokens === undefined ? perInput : tokens * dimension;
    readRow(states.subarray(input * perInput, input * perInput + length), dims.length, reading, row);
    if (reading.normalise) toUnitLength(row);
  }
  result.dispose();
  checkRows(rows, dimension);
  return rows;
}
