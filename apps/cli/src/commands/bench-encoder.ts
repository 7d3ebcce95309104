import { availableParallelism } from 'node:os';
import { parseEncoderUrl } from '@kindred/embedding-model';
import { declareCommand, type CommandContext } from '../cli-command.ts';
import { configureEncoder, withEncoder, type EncoderOptions } from '../encoders/encoder-options.ts';
import { measureSpeed, type SpeedRun } from '../encoders/measure-speed.ts';
import { tuningsToSave } from '../encoders/tuning-to-save.ts';
import { formatSpeed } from '../output/format-speed.ts';
import { wholeNumber, wholeNumbers } from '../parse-number-option.ts';

interface BenchOptions extends EncoderOptions {
  readonly batch: readonly number[];
  readonly threads?: readonly number[];
  readonly sessions: readonly number[];
  readonly items: number;
  readonly save?: boolean;
}

/** `kindred encoders bench`: ready inputs to vectors, one call after the other. */
export const benchEncoder = declareCommand<BenchOptions>({
  path: ['encoders', 'bench'],
  summary:
    'titles, photos or clips per second of an encoder, by batch size, threads and sessions; --save keeps the best',
  examples: [
    'kindred encoders bench bundled:efficientnet-lite2',
    'kindred encoders bench bundled:efficientnet-lite2 --batch 8,32 --threads 1,2 --sessions 1,2 --save',
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
      .option(
        '--sessions <numbers>',
        'at a time, with commas; each holds the model once more',
        wholeNumbers(1, 64),
        [1],
      )
      .option('--items <number>', 'inputs per setting', wholeNumber(1, 1_000_000), 128)
      .option('--save', 'keep the best in the data folder, for the server and all commands on this machine and device'),
  run: async (context, { args: [url = ''], options }) => {
    const { modality, batch: batchSizes, items } = options;
    const runs: SpeedRun[] = [];
    const { device } = context.config.encoders;
    for (const run of waysToRun(url, device, options)) {
      const { signal } = context;
      const measured = await withEncoder(context, { url, modality, run }, (models) =>
        measureSpeed(models, { batchSizes, items, run, signal }),
      );
      runs.push(...measured);
    }
    const best = (['text', 'image', 'audio'] as const).flatMap((kind) => bestOf(runs, kind));
    const { measurementReport } = await import('@kindred/evaluation');
    const metrics = Object.fromEntries(best.map((run) => [`${run.modality}.itemsPerS`, run.itemsPerS]));
    const data = `${String(items)} made titles, ready photos or clips of one window per setting`;
    const report = measurementReport({ name: 'encoders-bench', data, seed: 0, metrics });
    const saved = options.save === true ? await save(context, url, best) : undefined;
    const text = formatSpeed(url, runs, best) + (saved === undefined ? '' : `\nKept in ${saved}.`);
    return { document: { ...report, url, runs, best, ...(saved === undefined ? {} : { saved }) }, text };
  },
});

/** Threads and sessions matter where this machine computes, threads on its processors only. */
function waysToRun(
  url: string,
  device: string,
  { threads, sessions }: BenchOptions,
): readonly Pick<SpeedRun, 'threads' | 'sessions'>[] {
  if (parseEncoderUrl(url).scheme === 'http') return [{}];
  if (device !== 'cpu') return sessions.map((number) => ({ sessions: number }));
  const usual = [...new Set([1, Math.min(4, availableParallelism())])];
  return (threads ?? usual).flatMap((number) => sessions.map((at) => ({ threads: number, sessions: at })));
}

/** Returns where it is kept. */
async function save({ config }: CommandContext, url: string, best: readonly SpeedRun[]): Promise<string> {
  const { saveTunings } = await import('@kindred/embedding-model-onnx/settings');
  const { device } = config.encoders;
  return saveTunings(config.dataDir, tuningsToSave(best, { url, device, now: new Date() }));
}

function bestOf(runs: readonly SpeedRun[], modality: SpeedRun['modality']): SpeedRun[] {
  const [best] = runs.filter((run) => run.modality === modality).sort((a, b) => b.itemsPerS - a.itemsPerS);
  return best === undefined ? [] : [best];
}
