import { setTimeout as wait } from 'node:timers/promises';
import type { EncoderChoices, ItemWriter, RunRepository } from '@kindred/catalog';
import type { EncoderChoice } from '@kindred/embedding-model';
import { blocksMadeBy, type CatalogEncoders, type CatalogModels } from './catalog-encoders.ts';
import type { CatalogLayouts } from './catalog-layouts.ts';
import { checkEncoders } from './check-encoders.ts';
import { encodeStoredItems } from './encode-stored-items.ts';
import { EncoderSwitchLossError } from './errors.ts';
import { ENCODED_MODALITIES, type EncodingJobs } from './encoding-jobs.ts';
import { EncodingTally, type EncodingCounts } from './encoding-tally.ts';
import type { EncodingStages } from './encoding-stages.ts';
import { encoderBlocksOf } from './projection-target.ts';
import type { OutboxApplier } from './outbox-applier.ts';
import { loadSources, type SourceRepositories } from './stored-sources.ts';
import type { VectorStoreRefill } from './vector-store-refill.ts';

export interface EncoderSwitchOptions extends SourceRepositories {
  readonly writer: ItemWriter;
  readonly runs: RunRepository;
  readonly choices: EncoderChoices;
  readonly encoders: CatalogEncoders;
  readonly layouts: CatalogLayouts;
  readonly refill: VectorStoreRefill;
  readonly outbox: OutboxApplier;
  readonly stagesOf: (models: CatalogModels) => EncodingStages;
}

export interface EncoderSwitchRequest {
  readonly catalog: string;
  /** The others stay. */
  readonly encoders: Partial<EncoderChoice>;
  /** So many items may lose a block that they have, because a photo can't be read any more; default 0. */
  readonly maxFailed?: number;
  readonly onProgress?: (counts: EncodingCounts) => void;
  /** Leaves encoding to workers and waits for them; what they give up is encoded here. Default: all is. */
  readonly jobs?: EncodingJobs;
  /** While it waits: how many jobs of the catalog workers have not done yet. */
  readonly onWaiting?: (openJobs: number) => void;
  readonly signal?: AbortSignal;
}

export interface EncoderSwitchResult {
  /** Those that the catalog has now. */
  readonly encoders: EncoderChoice;
  /** False where the catalog's vectors were made by these encoders, or it has none yet. */
  readonly switched: boolean;
  /** Of the items that were gone through. */
  readonly counts: EncodingCounts;
  readonly runId?: string;
}

const BATCH_SIZE = 32;
const ENQUEUED_ITEMS = 1000;
/** A look at the queue while workers encode. */
const LOOK_EVERY_MS = 500;
/** Until a pass finds nothing that others wrote meanwhile. */
const MAX_PASSES = 5;

/** Gives a catalog other encoders: fills a collection beside the live one, switches, and sees to what was written meanwhile. */
export class EncoderSwitch {
  readonly #options: EncoderSwitchOptions;

  constructor(options: EncoderSwitchOptions) {
    this.#options = options;
  }

  /**
   * The live collection answers until the switch, and stays if anything fails. What was encoded is kept: run again, it goes on
   * there. @throws EncoderRefusedError if an encoder breaks the contract, EncoderMismatchError for sound, EncoderSwitchLossError, RefillCountMismatchError,
   * the signal's reason, and what models, database and vector store throw
   */
  async switchTo(request: EncoderSwitchRequest): Promise<EncoderSwitchResult> {
    const { encoders, layouts, choices } = this.#options;
    const { catalog, signal } = request;
    const active = await layouts.findCurrent(catalog);
    encoders.checkAudio(catalog, active?.stored);
    const chosen = { ...(await encoders.urlsOf(catalog, active?.stored)), ...request.encoders };
    const models = await encoders.openChoice(chosen);
    await checkEncoders(chosen, models, Object.keys(request.encoders));
    signal?.throwIfAborted();
    const wanted = blocksMadeBy(models);
    const live = active === undefined ? [] : encoderBlocksOf(active.stored);
    const changed = wanted.filter(({ modality, encoderId }) =>
      live.every((block) => block.modality !== modality || block.encoderId !== encoderId),
    );
    const counts = { read: 0, embedded: 0, unchanged: 0, failed: 0 };
    if (active === undefined || changed.length === 0) {
      await choices.chooseEncoders(catalog, { ...chosen });
      if (active !== undefined) await layouts.replaceFit(catalog, { ...active.stored, encoderUrls: { ...chosen } });
      return { encoders: chosen, switched: false, counts };
    }
    const modalities = changed.map(({ modality }) => modality);
    return this.#run(request, { chosen, models, modalities });
  }

  async #run(request: EncoderSwitchRequest, to: Target): Promise<EncoderSwitchResult> {
    const { runs } = this.#options;
    await runs.closeAbandoned(request.catalog);
    const source = to.modalities
      .map((modality) => `${modality}: ${to.chosen[modality as keyof EncoderChoice]}`)
      .join(', ');
    const run = await runs.start(request.catalog, 'backfill', source);
    try {
      const counts = await this.#encodeAll(request, { ...to, runId: run.id });
      await this.#activate(request.catalog, to);
      await runs.finish(run.id, 'completed');
      return { encoders: to.chosen, switched: true, counts, runId: run.id };
    } catch (error) {
      await runs.finish(run.id, request.signal?.aborted === true ? 'cancelled' : 'failed').catch(() => undefined);
      throw error;
    }
  }

  async #encodeAll(request: EncoderSwitchRequest, to: Target & { readonly runId: string }): Promise<EncodingCounts> {
    const { catalog, maxFailed = 0, jobs } = request;
    if (jobs !== undefined) await this.#encodeByWorkers(jobs, request, to);
    const tally = new EncodingTally();
    for (let pass = 0; pass < MAX_PASSES; pass++) if (!(await this.#pass(request, to, tally))) break;
    const { counts, losses } = tally;
    if (losses.length > maxFailed) throw new EncoderSwitchLossError(catalog, losses, maxFailed);
    return counts;
  }

  /** Blocks only: the passes that follow find them in the block store. */
  async #encodeByWorkers(
    jobs: EncodingJobs,
    { catalog, onWaiting, signal }: EncoderSwitchRequest,
    { chosen, modalities }: Target,
  ): Promise<void> {
    for await (const batch of this.#options.items.stream(catalog, ENQUEUED_ITEMS))
      for (const modality of ENCODED_MODALITIES.filter((name) => modalities.includes(name)))
        await jobs.enqueue(
          catalog,
          batch.map(({ id }) => id),
          { modalities: [modality], encoder: chosen[modality] },
        );
    for (let open = await jobs.countOpen(catalog); open > 0; open = await jobs.countOpen(catalog)) {
      onWaiting?.(open);
      await wait(LOOK_EVERY_MS, undefined, signal === undefined ? {} : { signal });
    }
  }

  /** Whether anything had to be encoded. */
  async #pass(
    { catalog, onProgress, signal }: EncoderSwitchRequest,
    { models, modalities, runId }: Target & { readonly runId: string },
    tally: EncodingTally,
  ): Promise<boolean> {
    const { items, blocks, runs, stagesOf } = this.#options;
    const stages = stagesOf(models);
    let encodedAny = false;
    for await (const batch of items.stream(catalog, BATCH_SIZE)) {
      signal?.throwIfAborted();
      const loaded = await loadSources(
        this.#options,
        catalog,
        batch.map(({ id }) => id),
      );
      const sources = [...loaded.values()];
      const encoded = await encodeStoredItems(stages, { catalog, sources, modalities, signal });
      await blocks.saveBlocks(encoded.blocks);
      encodedAny ||= encoded.blocks.length > 0;
      const failures = tally.add(sources, encoded);
      await runs.progress(runId, tally.counts, failures);
      onProgress?.(tally.counts);
    }
    return encodedAny;
  }

  async #activate(catalog: string, { chosen, modalities }: Target): Promise<void> {
    const { refill, encoders, choices, layouts } = this.#options;
    const plan = await encoders.planFor(chosen);
    await refill.switchLayout(catalog, plan);
    await choices.chooseEncoders(catalog, { ...chosen });
    const active = await layouts.ensure(catalog);
    for (const { modality, encoderId } of plan.modelBlocks)
      if (modalities.includes(modality)) await this.#settle(catalog, modality, { encoderId, active });
  }

  /** What was written with the encoder of before while the new one was taking over. */
  async #settle(
    catalog: string,
    modality: string,
    { encoderId, active }: { encoderId: string; active: Awaited<ReturnType<CatalogLayouts['ensure']>> },
  ): Promise<void> {
    const { blocks, outbox } = this.#options;
    const limit = 200;
    for (let after: string | undefined; ;) {
      const query = { modality, encoderId, limit, ...(after === undefined ? {} : { after }) };
      const ids = await blocks.findUnencoded(catalog, query);
      await outbox.complete(catalog, ids, active);
      if (ids.length < limit) break;
      after = ids.at(-1);
    }
    await blocks.adoptEncoder(catalog, modality, encoderId);
    await outbox.applyPending(catalog);
  }
}

interface Target {
  readonly chosen: EncoderChoice;
  readonly models: CatalogModels;
  /** Those whose encoder changes. */
  readonly modalities: readonly string[];
}
