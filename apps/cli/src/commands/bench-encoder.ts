import { availableParallelism } from 'node:os';
import { parseEncoderUrl } from '@kindred/embedding-model';
import { declareCommand } from '../cli-command.ts';
import { configureEncoder, withEncoder, type EncoderOptions } from '../encoders/encoder-options.ts';
import { measureSpeed, type SpeedRun } from '../encoders/measure-speed.ts';
import { formatSpeed } from '../output/format-speed.ts';
import { wholeNumber, wholeNumbers } from '../parse-number-option.ts';

interface BenchOptions extends EncoderOptions {
  readonly batch: readonly number[];
  readonly threads?: readonly number[];
  readonly items: number;
}

/** `kindred encoders bench`: ready inputs to vectors, one call after the other. */
export const benchEncoder = declareCommand<BenchOptions>({
  path: ['encoders', 'bench'],
  summary: 'titles or photos per second of an encoder, by batch size and threads',
  examples: [
    'kindred encoders bench bundled:efficientnet-lite2',
    'kindred encoders bench bundled:all-MiniLM-L6-v2 --batch 1,32 --threads 1,2,4 --items 500 --json',
  ],
  configure: (command) =>
    configureEncoder(command)
      .option('--batch <sizes>', 'inputs per call, with commas', wholeNumbers(1, 1024), [1, 8, 32])
      .option(
        '--threads <numbers>',
        "of this machine's processors, with commas (default: 1 and all, at most 4)",
        wholeNumbers(1, 64),
      )
      .option('--items <number>', 'inputs per setting', wholeNumber(1, 1_000_000), 128),
  run: async (context, { args: [url = ''], options }) => {
    const { modality, batch: batchSizes, items } = options;
    const runs: SpeedRun[] = [];
    for (const threads of threadsOf(url, context.config.encoders.device, options)) {
      const run = threads === undefined ? {} : { threads };
      const { signal } = context;
      runs.push(
        ...(await withEncoder(context, { url, modality, run }, (models) =>
          measureSpeed(models, { batchSizes, items, threads, signal }),
        )),
      );
    }
    const best = (['text', 'image'] as const).flatMap((kind) => bestOf(runs, kind));
    const { measurementReport } = await import('@kindred/evaluation');
    const metrics = Object.fromEntries(best.map((run) => [`${run.modality}.itemsPerS`, run.itemsPerS]));
    const data = `${String(items)} made titles or ready photos per setting`;
    const report = measurementReport({ name: 'encoders-bench', data, seed: 0, metrics });
    return { document: { ...report, url, runs, best }, text: formatSpeed(url, runs, best) };
  },
});

/** Threads matter where this machine's processors compute. */
function threadsOf(url: string, device: string, { threads }: BenchOptions): readonly (number | undefined)[] {
  if (parseEncoderUrl(url).scheme === 'http' || device !== 'cpu') return [undefined];
  return threads ?? [...new Set([1, Math.min(4, availableParallelism())])];
}

function bestOf(runs: readonly SpeedRun[], modality: SpeedRun['modality']): SpeedRun[] {
  const [best] = runs.filter((run) => run.modality === modality).sort((a, b) => b.itemsPerS - a.itemsPerS);
  return best === undefined ? [] : [best];
}
