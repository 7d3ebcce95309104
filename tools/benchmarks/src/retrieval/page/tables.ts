import type { BenchmarkReport } from '../../benchmark-report.ts';

type Metrics = BenchmarkReport['metrics'];

/** Reports by what they are: `embedded-100000`, `qdrant-100000`, `data`. */
export type ReportsByName = ReadonlyMap<string, BenchmarkReport>;

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A number as a reader wants it; `–` where it was not measured. */
export function shown(value: number | undefined, digits = 2, unit = ''): string {
  return value === undefined ? '–' : `${value.toFixed(digits)}${unit}`;
}

const FAMILIES = ['centre', 'mixes', 'edges', 'corners', 'skewed', 'tabular', 'negatives', 'opposites', 'random'];

/** Lowest mean recall of any weight vector of each family: the store, and the plain index, side by side. */
export function recallTable(reports: ReportsByName): string {
  const stores = storeReports(reports);
  const head = ['weights', ...stores.flatMap(([name]) => [name, `plain index`])];
  const rows = ['worst', 'worstMixed', ...FAMILIES].map((family) => [
    family === 'worstMixed' ? 'worst, without all-negative ones' : family,
    ...stores.flatMap(([, { metrics }]) => [
      shown(metrics[`recallAt10.${family}`], 4),
      shown(metrics[`plainAnn.recallAt10.${family}`], 3),
    ]),
  ]);
  return table(head, rows);
}

/** Medians and ratios, a column per report. */
export function latencyTable(reports: ReportsByName): string {
  return metricTable(reports, [
    ['p50, one core', 'oneCore.p50Ms', 2, ' ms'],
    ['brute force p50, one core', 'bruteForce.p50Ms', 2, ' ms'],
    ['p50 / brute force', 'p50OverBruteForce', 2, ''],
    ['slowest weight vector / brute force', 'p50OverBruteForce.worst', 2, ''],
    ['p50', 'p50Ms', 2, ' ms'],
    ['p95', 'p95Ms', 2, ' ms'],
    ['p50 of the slowest weight vector', 'p50Ms.worst', 2, ' ms'],
    ['plain index p50', 'plainAnn.p50Ms', 2, ' ms'],
    ['p50 / plain index', 'p50OverPlainAnn', 2, ''],
    ['slowest weight vector / plain index', 'p50OverPlainAnn.worst', 2, ''],
  ]);
}

/** What running it means. */
export function operationTable(reports: ReportsByName): string {
  return metricTable(reports, [
    ['searches per second, 1 client', 'clients1.perSecond', 0, ''],
    ['searches per second, 8 clients', 'clients8.perSecond', 0, ''],
    ['8 clients / 1 client', 'throughput8Over1', 2, ''],
    ['the same with the weights of one profile', 'throughput8Over1.oneProfile', 2, ''],
    ['event loop delay p99, 8 clients', 'eventLoopDelayP99Ms', 1, ' ms'],
    ['open to first answer, new process', 'openMs', 0, ' ms'],
    ['memory / float32 and int8 bytes', 'memoryOverVectors', 2, ''],
    ['memory / int8 bytes', 'memoryOverInt8', 2, ''],
    ['1,000 upserts visible after', 'upsertVisibleMs', 0, ' ms'],
    ['visible in another process after', 'upsert.elsewhereVisibleMs', 0, ' ms'],
    ['searches failed meanwhile', 'upsert.searchFailures', 0, ''],
    ['p95 meanwhile / p95 before', 'upsert.p95Over', 2, ''],
  ]);
}

const FILTERS = ['newest', 'section', 'price'];
const PERCENTS = ['50%', '10%', '1%', '0.1%'];

/** Lowest recall of any weight vector, and median time, by filter and by the share that passes. */
export function filterTable(reports: ReportsByName): string {
  const stores = storeReports(reports);
  const rows = FILTERS.flatMap((filter) =>
    PERCENTS.map((percent) => [
      `${filter}, ${percent}`,
      ...stores.flatMap(([, { metrics }]) => [
        shown(metrics[`filtered.${filter}.${percent}.recallAt10`], 4),
        shown(metrics[`filtered.${filter}.${percent}.p50Ms`], 2, ' ms'),
      ]),
    ]),
  );
  const missing = [
    'rows fewer than there are',
    ...stores.flatMap(([, { metrics }]) => [shown(metrics['filtered.missingRows'], 0), '']),
  ];
  return table(['filter', ...stores.flatMap(([name]) => [name, 'p50'])], [...rows, missing]);
}

/** Real beside generated. */
export function dataTable(reports: ReportsByName): string {
  const metrics = reports.get('data')?.metrics ?? {};
  const rows: [string, string, number][] = [
    ['photos: local intrinsic dimension', 'image.localDimension', 1],
    ['photos: relative contrast', 'image.relativeContrast', 2],
    ['photos: hubness (skewness)', 'image.hubness', 1],
    ['texts: local intrinsic dimension', 'text.localDimension', 1],
    ['texts: relative contrast', 'text.relativeContrast', 2],
    ['texts: hubness (skewness)', 'text.hubness', 1],
    ['one index, ef 64: worst recall@10', 'ef64.recallAt10.worstMixed', 3],
    ['one index, ef 64: worst of random weights', 'ef64.recallAt10.random', 3],
    ['one index, ef 128: worst recall@10', 'ef128.recallAt10.worstMixed', 3],
    ['one index, ef 128: worst of random weights', 'ef128.recallAt10.random', 3],
    ['one index, ef 128: equal weights', 'ef128.recallAt10.centre', 3],
  ];
  return table(
    ['', 'real', 'generated, as many', 'generated, all'],
    rows.map(([label, key, digits]) => [
      label,
      ...['real', 'generated', 'full'].map((kind) => shown(metrics[`${kind}.${key}`], digits)),
    ]),
  );
}

/** Which report says what about commit, machine and data. */
export function provenanceTable(reports: ReportsByName): string {
  const rows = [...reports].map(([name, { commit, machine, data, seed }]) => [
    name,
    commit,
    machine,
    `${data}; seed ${String(seed)}`,
  ]);
  return table(['file', 'commit', 'machine', 'data'], rows).replace('---: | ---: | ---:', '--- | --- | ---');
}

/** Reports of `bench -- retrieval`, by store, then by size. */
export function storeReports(reports: ReportsByName): [string, BenchmarkReport][] {
  return [...reports]
    .filter(([, { name }]) => name === 'retrieval')
    .map(([name, report]): [string, BenchmarkReport, string] => [label(name, report), report, name])
    .sort(
      ([, left, leftName], [, right, rightName]) =>
        Number(leftName.startsWith('qdrant')) - Number(rightName.startsWith('qdrant')) ||
        (left.metrics['items'] ?? 0) - (right.metrics['items'] ?? 0),
    )
    .map(([name, report]) => [name, report]);
}

function label(file: string, { metrics }: { readonly metrics: Metrics }): string {
  return `${file.replace(/-\d+$/, '')} ${(metrics['items'] ?? 0).toLocaleString('en')}`;
}

function metricTable(
  reports: ReportsByName,
  rows: readonly (readonly [label: string, metric: string, digits: number, unit: string])[],
): string {
  const stores = storeReports(reports);
  return table(
    ['', ...stores.map(([name]) => name)],
    rows.map(([name, metric, digits, unit]) => [
      name,
      ...stores.map(([, { metrics }]) => shown(metrics[metric], digits, unit)),
    ]),
  );
}
