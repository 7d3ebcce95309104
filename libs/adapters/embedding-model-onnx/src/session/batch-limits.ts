import type { Device } from './devices.ts';

/** How much one chunk of a call, and one run of a graph, may hold. */
export interface BatchLimits {
  readonly photosPerChunk: number;
  readonly photosPerRun: number;
  /** Windows of sound, a chunk and a run. */
  readonly windows: number;
  readonly textsPerChunk: number;
  readonly tokensPerChunk: number;
  readonly textsPerRun: number;
  /** Padding included; a longer text is alone. */
  readonly tokensPerRun: number;
  /** Whether waiting calls are computed together. The last bits of a vector then depend on who else was waiting. */
  readonly shareRuns: boolean;
}

/** On one core about 30 ms a chunk of titles, at most 90 of long texts, 20 of photos: a query waits no longer. Larger runs were not faster (README). */
const CPU: BatchLimits = {
  photosPerChunk: 2,
  photosPerRun: 1,
  windows: 1,
  textsPerChunk: 16,
  tokensPerChunk: 320,
  textsPerRun: 16,
  tokensPerRun: 320,
  shareRuns: false,
};
/** A GPU needs large runs to be busy. Chosen by rule of thumb, not measured. */
const ACCELERATOR: BatchLimits = {
  photosPerChunk: 32,
  photosPerRun: 32,
  windows: 16,
  textsPerChunk: 128,
  tokensPerChunk: 8_192,
  textsPerRun: 64,
  tokensPerRun: 8_192,
  shareRuns: true,
};

export function batchLimits(device: Device): BatchLimits {
  return device === 'cpu' ? CPU : ACCELERATOR;
}
