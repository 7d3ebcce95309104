import type { InferenceSession } from 'onnxruntime-node';
import type { Device } from './devices.ts';

/**
 * Small and quiet rather than the last percent of speed (README, "Decisions", has the figures).
 * No CPU arena: it keeps the largest activations ever needed (250 MB more after one large batch) and gained nothing.
 * No spinning: idle intra-op threads would burn a core between two chunks.
 */
export function sessionOptions(device: Device, threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: [device],
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableCpuMemArena: false,
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}
