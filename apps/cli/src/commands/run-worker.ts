import type { ProfileScheduleRepository } from '@kindred/catalog';
import type { ScheduledPublisher } from '@kindred/profile-publishing';
import { declareCommand, type CommandContext, type CommandResult } from '../cli-command.ts';
import { withParts } from '../composition/open-parts.ts';
import { wholeNumber } from '../parse-number-option.ts';
import { OutboxWorker, type WorkerEvent } from '../worker/outbox-worker.ts';

interface WorkerOptions {
  readonly intervalMs: number;
}

/** `kindred worker`: brings the vector store up to date with PostgreSQL, and publishes what is due, until it is stopped. */
export const runWorker = declareCommand<WorkerOptions>({
  path: ['worker'],
  summary: 'applies what is not yet searchable and publishes scheduled profiles, for all catalogs, until it is stopped',
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
  const { catalogs, schedules } = await parts.database();
  const { pipeline } = await parts.pipeline([], (catalog, error) => {
    log({ level: 'error', message: 'refit failed', catalog, error: String(error) });
  });
  const worker = new OutboxWorker({
    listCatalogs: async () => (await catalogs.list()).map(({ name }) => name),
    catchUp: (catalog, options) => pipeline.catchUp(catalog, options),
    intervalMs,
    log,
  });
  const publisher = await startPublisher(schedules, log);
  try {
    return { document: await worker.run(context.signal), text: '' };
  } finally {
    await publisher.close();
  }
}

async function startPublisher(
  schedules: ProfileScheduleRepository,
  log: (event: WorkerEvent) => void,
): Promise<ScheduledPublisher> {
  const { ScheduledPublisher } = await import('@kindred/profile-publishing');
  return ScheduledPublisher.start({
    schedules,
    clock: () => new Date(),
    onApplied: ({ catalog, profile, version }) =>
      log({ level: 'info', message: 'published as scheduled', catalog, profile, version }),
    onProblem: (error) => log({ level: 'error', message: 'publishing what is due failed', error: String(error) }),
  });
}
