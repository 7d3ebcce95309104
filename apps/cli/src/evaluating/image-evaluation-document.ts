import type { MeasurementReport } from '@kindred/evaluation';
import type { UnreadablePhoto } from './read-photo-list.ts';

/** What `kindred evaluate images --json` prints; `docs/benchmarks` says what the metrics are. */
export interface ImageEvaluationDocument extends MeasurementReport {
  /** Identity of the encoder. */
  readonly encoder: string;
  /** Photos that count nowhere, the first 100. */
  readonly unreadable: readonly UnreadablePhoto[];
}
