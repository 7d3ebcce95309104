import { declareCommand, type CommandContext, type CommandResult } from '../cli-command.ts';
import { withParts } from '../composition/open-parts.ts';
import { wholeNumber } from '../parse-number-option.ts';
import { OutboxWorker, type WorkerEvent } from '../worker/outbox-worker.ts';

interface WorkerOptions {
  readonly intervalMs: number;
}

/** `kindred worker`: brings the vector store up to date with PostgreSQL until it is stopped. */
export const runWorker = declareCommand<WorkerOptions>({
  path: ['worker'],
  summary: 'applies what was committed and is not yet searchable, for all catalogs, until it is stopped',
  examples: ['kindred worker', 'kindred worker --interval-ms 250'],
  configure: (command) =>
    command.option('--interval-ms <number>', 'between two looks at the database', wholeNumber(50, 60_000), 1000),
  run: (context, { options }) => withParts(context, (parts) => work(parts, context, options)),
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
  const document = await worker.run(context.signal);
  return { document, text: '' };
}
