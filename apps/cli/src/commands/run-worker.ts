import { DEVICES } from '@kindred/embedding-model-onnx/settings';
import { Option } from 'commander';
import { declareCommand, type CommandContext, type CommandResult } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import { modalityList, type EncodingWorkerOptions } from '../encoding-jobs/encoding-worker-options.ts';
import { UsageError } from '../errors.ts';
import { wholeNumber } from '../parse-number-option.ts';
import { startDuePublisher } from '../worker/start-due-publisher.ts';
import { OutboxWorker, type WorkerEvent } from '../worker/outbox-worker.ts';

interface WorkerOptions extends EncodingWorkerOptions {
  readonly intervalMs: number;
}

/**
 * `kindred worker`: brings the vector store up to date with PostgreSQL, and publishes what is due, until it is stopped; with
 * `--modalities` it encodes instead.
 */
export const runWorker = declareCommand<WorkerOptions>({
  path: ['worker'],
  summary:
    'applies what is not yet searchable and publishes scheduled profiles; or, with --modalities, encodes what imports left to workers',
  examples: ['kindred worker', 'kindred worker --interval-ms 250', 'kindred worker --device cuda --modalities image'],
  configure: (command) =>
    command
      .option('--interval-ms <number>', 'between two looks at the database', wholeNumber(50, 60_000), 1000)
      .option(
        '--modalities <names>',
        'encode these, image or text or both with a comma, and do nothing else',
        modalityList,
      )
      .addOption(
        new Option('--device <device>', 'where encoders compute (default: KINDRED_DEVICE)').choices([
          ...DEVICES,
          'auto',
        ]),
      )
      .option('--concurrency <number>', 'jobs of a modality at a time', wholeNumber(1, 64), 2),
  run: async (context, { options }) => {
    const { modalities, device } = options;
    if (modalities === undefined && device !== undefined)
      throw new UsageError('--device is for a worker that encodes: add --modalities image,text');
    if (modalities === undefined) return withParts(context, (parts) => work(parts, context, options));
    const { runEncodingWorker } = await import('../encoding-jobs/run-encoding-worker.ts');
    return runEncodingWorker(context, { ...options, modalities });
  },
});

async function work(
  parts: Parameters<Parameters<typeof withParts>[1]>[0],
  context: CommandContext,
  { intervalMs }: WorkerOptions,
): Promise<CommandResult> {
  const log = (event: WorkerEvent): void => {
    context.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`);
  };
  const { catalogs } = await parts.database();
  const { pipeline } = await parts.pipeline([], (catalog, error) => {
    log({ level: 'error', message: 'refit failed', catalog, error: String(error) });
  });
  const worker = new OutboxWorker({
    listCatalogs: async () => (await catalogs.list()).map(({ name }) => name),
    catchUp: (catalog, options) => pipeline.catchUp(catalog, options),
    intervalMs,
    log,
  });
  const publisher = await startDuePublisher(parts, log);
  try {
    return { document: await worker.run(context.signal), text: '' };
  } finally {
    await publisher.close();
  }
}
