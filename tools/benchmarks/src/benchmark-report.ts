import { measurementReport, type MeasurementReport } from '@kindred/evaluation';

/** What a benchmark measured; the document that `--json` prints. */
export type BenchmarkReport = MeasurementReport;

/** Adds commit and machine to a measurement. */
export function benchmarkReport(measured: Omit<BenchmarkReport, 'commit' | 'machine'>): BenchmarkReport {
  return measurementReport(measured);
}
