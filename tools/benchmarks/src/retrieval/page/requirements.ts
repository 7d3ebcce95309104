import type { BenchmarkReport } from '../../benchmark-report.ts';
import { shown, table, type ReportsByName } from './tables.ts';

/** One thing that must hold, and the report that shows it. */
interface Requirement {
  readonly what: string;
  readonly report: string;
  readonly metric: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly digits?: number;
}

const EMBEDDED = 'embedded-100000';
const QDRANT = 'qdrant-100000';

const REQUIREMENTS: readonly Requirement[] = [
  {
    what: 'embedded, 100k, worst weight vector: recall@10',
    report: EMBEDDED,
    metric: 'recallAt10.worst',
    atLeast: 0.999,
    digits: 4,
  },
  { what: 'embedded, 100k: p50 / brute force, one core', report: EMBEDDED, metric: 'p50OverBruteForce', atMost: 0.3 },
  {
    what: 'embedded, 300k, worst weight vector: recall@10',
    report: 'embedded-300000',
    metric: 'recallAt10.worst',
    atLeast: 0.999,
    digits: 4,
  },
  {
    what: 'embedded, 8 clients / 1 client, weights of one profile',
    report: EMBEDDED,
    metric: 'throughput8Over1.oneProfile',
    atLeast: 2.5,
  },
  {
    what: 'embedded, 8 clients / 1 client, other weights with every query',
    report: EMBEDDED,
    metric: 'throughput8Over1',
    atLeast: 2.5,
  },
  {
    what: 'embedded, event loop delay p99 (ms)',
    report: EMBEDDED,
    metric: 'eventLoopDelayP99Ms',
    atMost: 10,
    digits: 1,
  },
  {
    what: 'embedded, filters: worst recall@10',
    report: EMBEDDED,
    metric: 'filtered.recallAt10.worst',
    atLeast: 0.999,
    digits: 4,
  },
  {
    what: 'embedded, filters: rows fewer than there are',
    report: EMBEDDED,
    metric: 'filtered.missingRows',
    atMost: 0,
    digits: 0,
  },
  {
    what: 'embedded, slowest filter / unfiltered',
    report: EMBEDDED,
    metric: 'filtered.p50OverUnfiltered.worst',
    atMost: 1,
  },
  { what: 'embedded, memory / (float32 + int8 bytes)', report: EMBEDDED, metric: 'memoryOverVectors', atMost: 1.4 },
  { what: 'embedded, open 100k to first answer (ms)', report: EMBEDDED, metric: 'openMs', atMost: 3000, digits: 0 },
  { what: '1,000 upserts visible (ms)', report: EMBEDDED, metric: 'upsertVisibleMs', atMost: 1000, digits: 0 },
  { what: 'searches that failed meanwhile', report: EMBEDDED, metric: 'upsert.searchFailures', atMost: 0, digits: 0 },
  { what: 'p95 meanwhile / before', report: EMBEDDED, metric: 'upsert.p95Over', atMost: 2 },
  { what: 'GraphQL similarItems p50 / store', report: EMBEDDED, metric: 'p50GraphqlOverStore', atMost: 1.5 },
  {
    what: 'previewProfile of 200 items (ms)',
    report: EMBEDDED,
    metric: 'graphql.previewProfileMs',
    atMost: 2000,
    digits: 0,
  },
  {
    what: 'Qdrant, 100k, worst weight vector: recall@10',
    report: QDRANT,
    metric: 'recallAt10.worst',
    atLeast: 0.99,
    digits: 4,
  },
  { what: 'Qdrant, p50 / plain ANN', report: QDRANT, metric: 'p50OverPlainAnn', atMost: 3 },
  {
    what: 'Qdrant, filters: worst recall@10',
    report: QDRANT,
    metric: 'filtered.recallAt10.worst',
    atLeast: 0.99,
    digits: 4,
  },
  { what: 'Qdrant, GraphQL similarItems p50 / store', report: QDRANT, metric: 'p50GraphqlOverStore', atMost: 1.5 },
];

/** What was promised beside what was measured. */
export function requirementTable(reports: ReportsByName): string {
  const rows = REQUIREMENTS.map((requirement) => {
    const value = reports.get(requirement.report)?.metrics[requirement.metric];
    return [requirement.what, boundOf(requirement), shown(value, requirement.digits), verdictOf(requirement, value)];
  });
  return table(['what', 'wanted', 'measured', 'holds'], [...rows, linearity(reports)]);
}

function boundOf({ atLeast, atMost }: Requirement): string {
  return atLeast === undefined ? `≤ ${String(atMost)}` : `≥ ${String(atLeast)}`;
}

function verdictOf({ atLeast, atMost }: Requirement, value: number | undefined): string {
  if (value === undefined) return 'not measured';
  return value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity) ? 'yes' : '**no**';
}

/** Three times the items may take three times as long. */
function linearity(reports: ReportsByName): string[] {
  const [small, large] = [reports.get(EMBEDDED), reports.get('embedded-300000')].map(timePerItem);
  const ratio = small === undefined || large === undefined ? undefined : large / small;
  const verdict = verdictOf({ what: '', report: '', metric: '', atMost: 1 }, ratio);
  return ['embedded, time per item at 300k / at 100k, one core', '≤ 1', shown(ratio), verdict];
}

function timePerItem(report: BenchmarkReport | undefined): number | undefined {
  const [ms, items] = [report?.metrics['oneCore.p50Ms'], report?.metrics['items']];
  return ms === undefined || items === undefined ? undefined : ms / items;
}
