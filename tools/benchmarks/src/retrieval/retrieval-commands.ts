import { Option, type Command } from 'commander';
import type { BenchmarkReport } from '../benchmark-report.ts';
import { benchmarkData, type DataBenchmarkOptions } from './data-benchmark.ts';
import { writeRetrievalPage } from './page/write-page.ts';
import { benchmarkRetrieval, type RetrievalBenchmarkOptions } from './retrieval-benchmark.ts';
import { STORE_NAMES } from './stores/open-store.ts';

/** `retrieval`, `retrieval-data`, `retrieval-page`. */
export function addRetrievalCommands(program: Command, print: (report: BenchmarkReport, json?: boolean) => void): void {
  program
    .command('retrieval')
    .description('recall and cost of a vector store for any weights, beside exact answers and a plain ANN index')
    .option('--items <number>', 'points of the collection', Number, 100_000)
    .addOption(new Option('--store <name>', 'which store').choices(STORE_NAMES).default('embedded'))
    .option('--queries <number>', 'held-out items to ask for', Number, 100)
    .option('--seed <number>', 'of the collection and of the random weights', Number, 1)
    .option('--graphql-items <number>', 'items of the catalogue searched over GraphQL, 0: none', Number, 10_000)
    .option('--no-plain-index', 'leave the plain ANN index out, which takes long to build for many points')
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
    .command('retrieval-page')
    .description('brings a published page and its plots up to date with the reports in its folder')
    .argument('<folder>', 'such as docs/benchmarks/2026-11-25-retrieval, with <store>-<items>.json and data.json')
    .action(async (folder: string) => {
      for (const path of await writeRetrievalPage(folder)) console.error(`wrote ${path}`);
    });
}
