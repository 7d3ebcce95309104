import { once } from 'node:events';
import type { CommandContext, CommandResult } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import type { WorkerEvent } from '../worker/outbox-worker.ts';
import type { EncodingWorkerOptions } from './encoding-worker-options.ts';

/** What an encoding worker did while it ran. */
export interface EncodingSummary {
  readonly jobs: number;
  readonly items: number;
  readonly blocksEncoded: number;
  /** Tries that failed; their jobs are tried again, by whichever worker. */
  readonly failures: number;
}

/** What is under way at the signal may take so long; then it is given to another worker. */
const DRAIN_MS = 10_000;

/** Encodes what imports left to workers, until it is stopped. Opens no vector store: the outbox tells it of the blocks. */
export function runEncodingWorker(
  context: CommandContext,
  {
    modalities,
    device,
    concurrency,
  }: Required<Pick<EncodingWorkerOptions, 'modalities' | 'concurrency'>> & EncodingWorkerOptions,
): Promise<CommandResult> {
  const { config, stderr, signal } = context;
  const encoders = device === undefined ? config.encoders : { ...config.encoders, device };
  const log = (event: WorkerEvent): void => {
    stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`);
  };
  return withParts({ config: { ...config, encoders }, stderr }, async (parts) => {
    const summary = { jobs: 0, items: 0, blocksEncoded: 0, failures: 0 };
    // A device that isn't there is told now, not by the first job.
    const pool = await parts.encoderPool();
    if (modalities.includes('image')) await pool.openImage(pool.defaults.image);
    if (modalities.includes('text')) await pool.openText(pool.defaults.text);
    const { encoder } = await parts.storedItemEncoder();
    const { jobs } = await parts.encodingJobs((error) =>
      log({ level: 'error', message: 'the job queue has a problem', error: String(error) }),
    );
    const worker = await jobs.work(encoder, {
      modalities,
      concurrency,
      onDone: ({ catalog, modality }, { items, blocksEncoded, failures }) => {
        summary.jobs += 1;
        summary.items += items;
        summary.blocksEncoded += blocksEncoded;
        log({
          level: 'info',
          message: 'encoded',
          catalog,
          modality,
          items,
          blocksEncoded,
          unreadable: failures.length,
        });
      },
      onFailed: ({ catalog, modality, itemIds }, error) => {
        summary.failures += 1;
        const reason = error instanceof Error ? error.message : String(error);
        log({ level: 'error', message: 'encoding failed', catalog, modality, items: itemIds.length, error: reason });
      },
    });
    log({ level: 'info', message: 'encoding worker started', modalities, device: encoders.device, concurrency });
    if (!signal.aborted) await once(signal, 'abort');
    await worker.stop({ timeoutMs: DRAIN_MS });
    log({ level: 'info', message: 'encoding worker stopped', ...summary });
    return { document: summary satisfies EncodingSummary, text: '' };
  });
}
