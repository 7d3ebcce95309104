import type { InferenceSession } from 'onnxruntime-node';
import type { Device } from './devices.ts';

export interface SessionTuning {
  readonly device: Device;
  /** Threads that one operator may use on the CPU. */
  readonly threads: number;
  /** Whether every run of the graph is of one size. */
  readonly isUniform: boolean;
}

/**
 * README, "Decisions", has the figures.
 * A CPU arena keeps the largest activations ever needed: where runs are of one size that saves a tenth of the CPU time, the
 * system's part, at no cost; where they differ it holds 250 MB after one large batch and gains nothing.
 * No spinning: idle intra-op threads would burn a core between two chunks.
 */
export function sessionOptions({ device, threads, isUniform }: SessionTuning): InferenceSession.SessionOptions {
  return {
    executionProviders: [device],
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableCpuMemArena: isUniform,
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}
