import { createHash } from 'node:crypto';
import type {
  JobCounts,
  JobQueue,
  JobSelection,
  JobState,
  ListedJob,
  QueuePolicy,
  QueueWorker,
} from '@kindred/job-queue';
import type { EncodedStoredItems, StoredItemEncoder } from './stored-item-encoder.ts';

/** The modalities that are encoded by jobs, each with a queue of its own. */
export const ENCODED_MODALITIES = ['image', 'text'] as const;
export type EncodedModality = (typeof ENCODED_MODALITIES)[number];

/** Items whose blocks of one modality are to be made. */
export interface EncodingJob {
  readonly catalog: string;
  readonly itemIds: readonly string[];
  /** URL of the encoder that the catalog is to be switched to; absent: the one it has. */
  readonly encoder?: string;
}

export interface EnqueueOptions extends Pick<EncodingJob, 'encoder'> {
  /** Default: all. */
  readonly modalities?: readonly EncodedModality[];
}

export type ListedEncodingJob = EncodingJob &
  Omit<ListedJob, 'data'> & {
    readonly modality: EncodedModality;
  };

export interface EncodingWorkOptions {
  readonly modalities: readonly EncodedModality[];
  /** Jobs of a modality that run at a time; default 2: one reads photos while another is computed. */
  readonly concurrency?: number;
  readonly onDone?: (job: EncodingJob & { readonly modality: EncodedModality }, result: EncodedStoredItems) => void;
  readonly onFailed?: (job: EncodingJob & { readonly modality: EncodedModality }, error: unknown) => void;
}

const POLICY: QueuePolicy = {
  retryLimit: 5,
  retryDelayMs: 2000,
  maxRetryDelayMs: 300_000,
  heartbeatMs: 15_000,
  expireMs: 1_800_000,
};
const ITEMS_PER_JOB = 32;

/** Leaves encoding to whoever has the device for it: jobs of items, in the queue that all processes share. */
export class EncodingJobs {
  readonly #queue: JobQueue;

  private constructor(queue: JobQueue) {
    this.#queue = queue;
  }

  static async open(queue: JobQueue): Promise<EncodingJobs> {
    for (const modality of ENCODED_MODALITIES) await queue.ensureQueue(nameOf(modality), POLICY);
    return new EncodingJobs(queue);
  }

  /** A job that waits already is not added again. */
  async enqueue(
    catalog: string,
    itemIds: readonly string[],
    { modalities = ENCODED_MODALITIES, encoder }: EnqueueOptions = {},
  ): Promise<void> {
    const jobs: { data: EncodingJob; key: string }[] = [];
    for (let start = 0; start < itemIds.length; start += ITEMS_PER_JOB) {
      const part = itemIds.slice(start, start + ITEMS_PER_JOB);
      const data = { catalog, itemIds: part, ...(encoder === undefined ? {} : { encoder }) };
      jobs.push({ data, key: createHash('sha256').update(JSON.stringify(data)).digest('hex') });
    }
    for (const modality of modalities) await this.#queue.enqueue(nameOf(modality), jobs);
  }

  /** Takes jobs until it is stopped. */
  async work(encoder: StoredItemEncoder, options: EncodingWorkOptions): Promise<QueueWorker> {
    const { modalities, concurrency = 2, onDone, onFailed } = options;
    const workers: QueueWorker[] = [];
    for (const modality of modalities)
      workers.push(
        await this.#queue.work<EncodingJob>(
          nameOf(modality),
          async ({ data }, signal) => {
            const { catalog, itemIds, encoder: next } = data;
            try {
              const result =
                next === undefined
                  ? await encoder.encode(catalog, itemIds, { modalities: [modality], signal })
                  : await encoder.encodeAhead(catalog, itemIds, { modality, encoder: next, signal });
              onDone?.({ ...data, modality }, result);
            } catch (error) {
              onFailed?.({ ...data, modality }, error);
              throw error;
            }
          },
          { concurrency },
        ),
      );
    return {
      stop: async (how) => {
        await Promise.all(workers.map((worker) => worker.stop(how)));
      },
    };
  }

  /** Jobs of all modalities that are not done and not dead; of one catalog or, by default, of all. */
  async countOpen(catalog?: string): Promise<number> {
    const selection = catalog === undefined ? {} : { data: { catalog } };
    const counts = await this.#each((queue) => this.#queue.counts(queue, selection));
    return sum(counts.map(({ waiting, active }) => waiting + active));
  }

  /** Item id → why its job was given up, of the newest thousand dead jobs of a modality. */
  async findDead(catalog: string): Promise<Map<string, string>> {
    const jobs = await this.list(catalog, { state: 'dead', limit: 1000 });
    return new Map(jobs.flatMap(({ itemIds, reason = '' }) => itemIds.map((itemId) => [itemId, reason])));
  }

  /** By modality. */
  async counts(catalog: string): Promise<Readonly<Record<EncodedModality, JobCounts>>> {
    const [image, text] = await this.#each((queue) => this.#queue.counts(queue, { data: { catalog } }));
    return { image, text };
  }

  /** The newest `limit` of each modality, newest first. */
  async list(
    catalog: string,
    options: { readonly state: JobState; readonly limit: number },
  ): Promise<ListedEncodingJob[]> {
    const lists = await this.#each(async (queue, modality) => {
      const listed = await this.#queue.list<EncodingJob>(queue, { ...options, data: { catalog } });
      return listed.map(({ data, ...job }) => ({ ...job, ...data, modality }));
    });
    return lists.flat().sort((left, right) => right.since.getTime() - left.since.getTime());
  }

  /** Gives jobs of a catalog that were given up all their tries again, all or those of the ids. Returns how many. */
  async retryDead(catalog: string, ids?: readonly string[]): Promise<number> {
    return sum(await this.#each((queue) => this.#queue.retryDead(queue, selectionOf(catalog, ids))));
  }

  /** Forgets jobs of a catalog that were given up. Their items stay as they are; an import of them enqueues what is missing. Returns how many. */
  async dropDead(catalog: string, ids?: readonly string[]): Promise<number> {
    return sum(await this.#each((queue) => this.#queue.dropDead(queue, selectionOf(catalog, ids))));
  }

  #each<Result>(work: (queue: string, modality: EncodedModality) => Promise<Result>): Promise<[Result, Result]> {
    return Promise.all([work(nameOf('image'), 'image'), work(nameOf('text'), 'text')]);
  }
}

function selectionOf(catalog: string, ids: readonly string[] | undefined): JobSelection {
  return { data: { catalog }, ...(ids === undefined ? {} : { ids }) };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function nameOf(modality: EncodedModality): string {
  return `encode-${modality}`;
}
