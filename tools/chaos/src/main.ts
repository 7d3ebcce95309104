// `npm run chaos [-- upserts]`: one document on standard output; progress and problems on standard error.
import { benchmarkReport } from '@kindred/benchmarks/benchmark-report';
import { Command } from 'commander';
import type { ChaosResult } from './chaos-result.ts';
import { killDuringUpserts } from './upserts/kill-during-upserts.ts';
import { killEachProcess } from './kill-each-process.ts';

const program = new Command('chaos').description('Kills Kindred as a crash would, and checks that it recovers.');

program
  .command('processes', { isDefault: true })
  .description('each process of the demo in turn')
  .option('--json', 'the document is JSON in any case')
  .action(async () => conclude(await killEachProcess()));

program
  .command('upserts')
  .description('the API in the middle of upserts: everything acknowledged is there, nothing is half there')
  .option('--rounds <number>', 'kills', Number, 20)
  .option('--seed <number>', 'of the moments at which it is killed', Number, 1)
  .option('--json', 'the document is JSON in any case')
  .action(async (options: { rounds: number; seed: number }) => conclude(await killDuringUpserts(options)));

await program.parseAsync();

function conclude({ problems, metrics, ...rest }: ChaosResult): never {
  for (const problem of problems) console.error(`✗ ${problem}`);
  console.log(JSON.stringify(benchmarkReport({ ...rest, metrics: { ...metrics, problems: problems.length } })));
  process.exit(problems.length > 0 ? 1 : 0);
}
