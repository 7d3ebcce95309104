import type { EncoderSwitchResult } from '@kindred/embedding-pipeline';
import { note, type CommandContext } from '../cli-command.ts';
import type { OpenParts } from '../composition/open-parts.ts';
import { formatCount, formatNumberOf } from '../output/format-amounts.ts';

export interface UseEncoderOptions {
  readonly modality: 'text' | 'image' | 'both';
  readonly maxFailed: number;
  readonly enqueue?: boolean;
}

/** What `kindred encoders use --json` prints. */
export interface SwitchDocument extends EncoderSwitchResult {
  readonly catalog: string;
  readonly elapsedMs: number;
}

/** Between two lines of progress. */
const LINE_EVERY_MS = 2000;

/** @throws CatalogNotFoundError, EncoderRefusedError, EncoderSwitchLossError, EmbeddingModelError */
export async function switchEncoder(
  parts: OpenParts,
  context: CommandContext,
  { url, modality, maxFailed, enqueue = false }: UseEncoderOptions & { readonly url: string },
): Promise<SwitchDocument> {
  const { catalog, signal } = context;
  const startedAt = Date.now();
  const { catalogs, items } = await parts.existingDatabase();
  await catalogs.load(catalog);
  const total = await items.count(catalog);
  note(context, `Checking '${url}' and embedding ${formatNumberOf(total, 'item')} of catalog '${catalog}' with it …`);
  const { pipeline } = await parts.pipeline();
  const jobs = enqueue ? { jobs: (await parts.encodingJobs()).jobs } : {};
  let shownAt = startedAt;
  const show = (line: string): void => {
    if (Date.now() - shownAt < LINE_EVERY_MS) return;
    shownAt = Date.now();
    note(context, line);
  };
  const result = await pipeline.encoderSwitch.switchTo({
    catalog,
    encoders: {
      ...(modality === 'image' ? {} : { text: url }),
      ...(modality === 'text' ? {} : { image: url }),
    },
    maxFailed,
    signal,
    onProgress: ({ read, embedded, failed }) => {
      const done = `${formatCount(embedded)} embedded, ${formatCount(failed)} failed`;
      show(`${formatCount(read)} of ${formatCount(total)} items: ${done}`);
    },
    onWaiting: (open) => show(`waiting for workers: ${formatNumberOf(open, 'job')} to do`),
    ...jobs,
  });
  return { catalog, ...result, elapsedMs: Date.now() - startedAt };
}
