// `npm run bench -- <name> [--json]`: one document on standard output; progress on standard error.
import { Command, Option } from 'commander';
import { benchmarkApi } from './api/api-benchmark.ts';
import type { BenchmarkReport } from './benchmark-report.ts';
import { benchmarkCalibration } from './calibration/calibration-benchmark.ts';
import { benchmarkData, type DataBenchmarkOptions } from './retrieval/data-benchmark.ts';
import { benchmarkRetrieval, type RetrievalBenchmarkOptions } from './retrieval/retrieval-benchmark.ts';
import { STORE_NAMES } from './retrieval/stores/open-store.ts';

const program = new Command('bench').description('Measures Kindred; see docs/benchmarks for published results.');

program
  .command('api')
  .description("similarItems over GraphQL beside the store's own time and a bare Apollo Server")
  .option('--items <number>', 'size of the generated catalogue', Number, 10_000)
  .option('--requests <number>', 'counted requests per measurement', Number, 1000)
  .option('--seed <number>', 'of the catalogue and of the queries', Number, 1)
  .option('--json', 'print one JSON document instead of a table')
  .action(async ({ json, ...options }: { items: number; requests: number; seed: number; json?: boolean }) =>
    print(await benchmarkApi(options), json),
  );

program
  .command('retrieval')
  .description('recall and cost of a vector store for any weights, beside exact answers and a plain ANN index')
  .option('--items <number>', 'points of the collection', Number, 100_000)
  .addOption(new Option('--store <name>', 'which store').choices(STORE_NAMES).default('embedded'))
  .option('--queries <number>', 'held-out items to ask for', Number, 100)
  .option('--seed <number>', 'of the collection and of the random weights', Number, 1)
  .option('--json', 'print one JSON document instead of a table')
  .action(async ({ json, ...options }: RetrievalBenchmarkOptions & { json?: boolean }) =>
    print(await benchmarkRetrieval(options), json),
  );

program
  .command('retrieval-data')
  .description('whether the generated collections are as hard to search as real embeddings')
  .option('--items <number>', 'points of the large generated collection', Number, 100_000)
  .option('--queries <number>', 'held-out items to ask for', Number, 60)
  .option('--seed <number>', 'of the collections and of the random weights', Number, 1)
  .option('--json', 'print one JSON document instead of a table')
  .action(async ({ json, ...options }: DataBenchmarkOptions & { json?: boolean }) =>
    print(await benchmarkData(options), json),
  );

program
  .command('calibration')
  .description("each modality's share of the score's variance with equal weights, calibrated and raw, on real products")
  .option('--pairs <number>', 'pairs of each kind', Number, 50_000)
  .option('--seed <number>', 'of the pairs', Number, 7)
  .option('--plot <file>', 'write the shares as an SVG')
  .option('--json', 'print one JSON document instead of a table')
  .action(async ({ json, ...options }: { pairs: number; seed: number; plot?: string; json?: boolean }) =>
    print(await benchmarkCalibration(options), json),
  );

await program.parseAsync();

function print(report: BenchmarkReport, json = false): void {
  if (json) {
    console.log(JSON.stringify(report, null, 2));
    return;
  }
  console.log(`${report.name}, ${report.commit}, ${report.machine}\n${report.data}, seed ${String(report.seed)}`);
  for (const [name, value] of Object.entries(report.metrics)) console.log(`  ${name.padEnd(32)} ${value.toFixed(3)}`);
}
