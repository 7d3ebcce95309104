// `npm run bench -- <name> [--json]`: one document on standard output; progress on standard error.
import { Command } from 'commander';
import { benchmarkApi } from './api/api-benchmark.ts';
import type { BenchmarkReport } from './benchmark-report.ts';
import { benchmarkCalibration } from './calibration/calibration-benchmark.ts';
import { benchmarkEncoders, type EncodersBenchmarkOptions } from './encoders/encoders-benchmark.ts';
import { addRetrievalCommands } from './retrieval/retrieval-commands.ts';
import { benchmarkWords, type WordsBenchmarkOptions } from './words-among-photos/words-benchmark.ts';

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
  .command('calibration')
  .description("each modality's share of the score's variance with equal weights, calibrated and raw, on real products")
  .option('--pairs <number>', 'pairs of each kind', Number, 50_000)
  .option('--seed <number>', 'of the pairs', Number, 7)
  .option('--plot <file>', 'write the shares as an SVG')
  .option('--json', 'print one JSON document instead of a table')
  .action(async ({ json, ...options }: { pairs: number; seed: number; plot?: string; json?: boolean }) =>
    print(await benchmarkCalibration(options), json),
  );

program
  .command('words-among-photos')
  .description('searches by words: the influence of photos beside that of texts, by either spread, on real products')
  .option('--pairs <number>', 'pairs of each kind', Number, 50_000)
  .option('--seed <number>', 'of halves and pairs', Number, 7)
  .option('--encoder <url>', "hf: or onnx: encoder of CLIP's kind (default: the bundled ones with a linear tower)")
  .option('--json', 'print one JSON document instead of a table')
  .action(async ({ json, ...options }: WordsBenchmarkOptions & { json?: boolean }) =>
    print(await benchmarkWords(options), json),
  );

addRetrievalCommands(program, print);

program
  .command('encoders')
  .description(
    'photos and texts per second end to end, against decoding and bare inference alone; memory over many photos',
  )
  .option('--photos <number>', 'JPEGs of 1000 px', Number, 300)
  .option('--texts <number>', 'titles of 16 tokens', Number, 2000)
  .option('--memory-photos <number>', 'photos of mixed sizes of the memory test', Number, 20_000)
  .option('--seed <number>', 'of photos and titles', Number, 1)
  .option('--json', 'print one JSON document instead of a table')
  .action(async ({ json, ...options }: EncodersBenchmarkOptions & { json?: boolean }) =>
    print(await benchmarkEncoders(options), json),
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
