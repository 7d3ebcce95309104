import type { Device } from './devices.ts';

/** How much one chunk of a call, and one run of a graph, may hold. */
export interface BatchLimits {
  readonly photos: number;
  readonly textsPerChunk: number;
  readonly tokensPerChunk: number;
  readonly textsPerRun: number;
  /** Padding included; a longer text is alone. */
  readonly tokensPerRun: number;
  /** Whether waiting calls are computed together. The last bits of a vector then depend on who else was waiting. */
  readonly shareRuns: boolean;
}

/** About 70 ms a chunk on two cores: a query waits no longer. Larger runs were not faster (README). */
const CPU: BatchLimits = {
  photos: 2,
  textsPerChunk: 16,
  tokensPerChunk: 512,
  textsPerRun: 8,
  tokensPerRun: 512,
  shareRuns: false,
};
/** A GPU needs large runs to be busy. Chosen by rule of thumb, not measured. */
const ACCELERATOR: BatchLimits = {
  photos: 32,
  textsPerChunk: 128,
  tokensPerChunk: 8_192,
  textsPerRun: 64,
  tokensPerRun: 8_192,
  shareRuns: true,
};

export function batchLimits(device: Device): BatchLimits {
  return device === 'cpu' ? CPU : ACCELERATOR;
}
