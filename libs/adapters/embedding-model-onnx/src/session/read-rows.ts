import type { Pooling } from '@kindred/embedding-model';
import { averagePlaces, poolTokens } from './pool-tokens.ts';

export interface OutputReading {
  readonly pooling: Pooling;
  /** Whether an output of rank 4 is [batch, channels, height, width]; else [batch, height, width, channels]. */
  readonly channelsFirst: boolean;
}

/** Length of the vectors in an output of these dimensions. @throws Error where they don't suit the pooling */
export function vectorLength(dims: readonly number[], { pooling, channelsFirst }: OutputReading): number {
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
export function readRow(states: Float32Array, rank: number, reading: OutputReading, row: Float32Array): void {
  if (rank === 4 && reading.channelsFirst && reading.pooling === 'mean') averagePlaces(states, row);
  else poolTokens(reading.pooling, states, row);
}
