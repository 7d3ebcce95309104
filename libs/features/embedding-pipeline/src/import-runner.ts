import type { RunFailure, RunRepository } from '@kindred/catalog';
import type { EncodedBatch } from './block-encoder.ts';
import { batchesOf } from './batches-of.ts';
import type { CatalogLayouts } from './catalog-layouts.ts';
import { reasonOf } from './errors.ts';
import { commitRows, splitRows, type EncodedImportBatch } from './import-batch.ts';
import type { ImportRequest, ImportResult } from './import-row.ts';
import { ImportTally } from './import-tally.ts';
import type { ItemIntake } from './item-intake.ts';
import type { LayoutUpkeep } from './layout-upkeep.ts';
import { awaitEncoding } from './encoding-wait.ts';
import { isUnencoded } from './unencoded-batch.ts';
import { mapAhead } from './map-ahead.ts';
import type { OutboxApplier } from './outbox-applier.ts';

export interface ImportRunnerOptions {
  readonly intake: ItemIntake;
  readonly runs: RunRepository;
  readonly outbox: OutboxApplier;
  readonly layouts: CatalogLayouts;
  readonly upkeep: LayoutUpkeep;
  readonly clock: () => Date;
}

const DEFAULT_BATCH_SIZE = 32;
/** So that the photos of the next batches are under way while the last ones of one are finished. */
const BATCHES_PREPARED_AHEAD = 2;
/** A catalog's first layout is fitted when so many items are there, or at the end of the import. */
const MIN_ITEMS_OF_FIRST_LAYOUT = 1000;

/**
 * Imports rows: encodes photos of the next batches, texts of one and commits the one before, all at the same time. Every batch
 * is committed for good, so a killed import is resumed by running it again: rows that are stored already are skipped by
 * their hashes.
 */
export class ImportRunner {
  readonly #options: ImportRunnerOptions;

  constructor(options: ImportRunnerOptions) {
    this.#options = options;
  }

  /**
   * Counts reconcile at every moment: read = embedded + unchanged + failed. An aborted run ends `cancelled`, and what was
   * committed stays. @throws EncoderMismatchError before anything is read; what the source, a model or the database
   * throws when it is out of order; the run is `failed` then
   */
  async run(request: ImportRequest): Promise<ImportResult> {
    const { runs, layouts } = this.#options;
    await layouts.openToWrite(request.catalog);
    await runs.closeAbandoned(request.catalog);
    const run = await runs.start(request.catalog, 'import', request.source);
    try {
      const result = await this.#importAll(request, run.id);
      await runs.finish(run.id, result.status);
      return result;
    } catch (error) {
      // The first error is the one to tell, also when the database is away and the run can't be closed.
      await runs.finish(run.id, 'failed').catch(() => undefined);
      throw error;
    }
  }

  async #importAll(request: ImportRequest, runId: string): Promise<ImportResult> {
    const { clock } = this.#options;
    const startedAt = clock().getTime();
    const tally = new ImportTally();
    let status: ImportResult['status'] = 'completed';
    const pending = new Set<string>();
    try {
      for await (const batch of this.#encodedBatches(request)) {
        const failures = await this.#commit(batch, tally, request);
        await leaveToWorkers(request, batch.encoded, pending);
        await this.#options.runs.progress(runId, tally.counts, failures);
        request.onProgress?.(progressOf(tally, request.total, clock().getTime() - startedAt));
        request.signal?.throwIfAborted();
      }
      if (pending.size > 0) await this.#awaitWorkers(request, { runId, tally, pending, startedAt });
    } catch (error) {
      if (request.signal?.aborted !== true) throw error;
      status = 'cancelled';
    }
    await this.#finish(request.catalog, tally, pending.size > 0);
    const elapsedMs = clock().getTime() - startedAt;
    const { counts, blocksEncoded } = tally;
    const left = status === 'cancelled' ? await this.#options.intake.findUnencoded(request.catalog, [...pending]) : [];
    return { runId, status, counts, blocksEncoded, pending: left.length, elapsedMs, warnings: [...tally.warnings] };
  }

  #encodedBatches({
    catalog,
    rows,
    jobs,
    signal,
    batchSize = DEFAULT_BATCH_SIZE,
  }: ImportRequest): AsyncIterable<EncodedImportBatch> {
    const { intake } = this.#options;
    if (jobs !== undefined)
      return mapAhead(batchesOf(rows, batchSize), 1, async (batchRows) => {
        const batch = splitRows(batchRows);
        const inputs = batch.rows.map(({ input }) => input);
        return { ...batch, encoded: await intake.prepareUnencoded(catalog, inputs, signal) };
      });
    const prepared = mapAhead(batchesOf(rows, batchSize), BATCHES_PREPARED_AHEAD, async (batchRows) => {
      const batch = splitRows(batchRows);
      const inputs = batch.rows.map(({ input }) => input);
      return { ...batch, prepared: await intake.prepare(catalog, inputs, signal) };
    });
    return mapAhead(prepared, 1, async (batch) => ({
      rows: batch.rows,
      failures: batch.failures,
      encoded: await intake.encode(batch.prepared, signal),
    }));
  }

  async #commit(batch: EncodedImportBatch, tally: ImportTally, { signal, jobs }: ImportRequest): Promise<RunFailure[]> {
    const { catalog } = batch.encoded;
    const { layouts, intake, outbox } = this.#options;
    const isFirst = (await layouts.findActive(catalog)) === undefined;
    const defer = isFirst || jobs !== undefined;
    const { committed, failures } = await commitRows(intake, batch, { defer, signal });
    const all = [...tally.addFailures([...batch.failures, ...failures])];
    for (const { rows, result } of committed) all.push(...tally.addCommitted(rows, result));
    if (!defer && committed.some(({ result }) => result.pending.length > 0)) tally.warnings.add(SEARCHABLE_LATER);
    if (isFirst && jobs === undefined && tally.counts.embedded >= MIN_ITEMS_OF_FIRST_LAYOUT)
      await outbox.applyPending(catalog).catch(() => tally.warnings.add(SEARCHABLE_LATER));
    return all;
  }

  /** Items that no worker could encode have failed, with the reason. */
  async #awaitWorkers(
    { catalog, jobs, signal, total, onProgress }: ImportRequest,
    {
      runId,
      tally,
      pending,
      startedAt,
    }: { runId: string; tally: ImportTally; pending: ReadonlySet<string>; startedAt: number },
  ): Promise<void> {
    if (jobs === undefined) return;
    const { intake, runs, clock } = this.#options;
    const failures = await awaitEncoding(pending, {
      catalog,
      jobs,
      signal,
      findUnencoded: (itemIds) => intake.findUnencoded(catalog, itemIds),
      onProgress: (waiting) => {
        const progress = progressOf(tally, total, clock().getTime() - startedAt);
        onProgress?.({ ...progress, embedded: Math.max(0, progress.embedded - waiting), pending: waiting });
      },
    });
    tally.giveUp(failures.length);
    if (failures.length > 0) await runs.progress(runId, tally.counts, failures);
  }

  /** What is left to do for the vector store; the import itself is safe already. */
  async #finish(catalog: string, tally: ImportTally, wasEncoded: boolean): Promise<void> {
    try {
      await this.#options.outbox.applyPending(catalog);
      tally.warnings.delete(SEARCHABLE_LATER);
      const { embedded, unchanged } = tally.counts;
      const changed = wasEncoded ? embedded + unchanged : embedded;
      if (changed > 0) await this.#options.upkeep.afterImport(catalog, changed);
    } catch (error) {
      tally.warnings.add(`The import is saved, but not all of it is searchable yet: ${reasonOf(error)}`);
    }
  }
}

async function leaveToWorkers(
  { jobs, catalog }: ImportRequest,
  { drafts }: EncodedBatch,
  pending: Set<string>,
): Promise<void> {
  if (jobs === undefined) return;
  const itemIds = drafts.filter(isUnencoded).map(({ item }) => item.id);
  for (const id of itemIds) pending.add(id);
  await jobs.enqueue(catalog, itemIds);
}

const SEARCHABLE_LATER = 'The vector store did not take all items; they are caught up when it answers.';

function progressOf(tally: ImportTally, total: number | undefined, elapsedMs: number) {
  return {
    ...tally.counts,
    ...(total === undefined ? {} : { total }),
    blocksEncoded: tally.blocksEncoded,
    photosEncoded: tally.photosEncoded,
    itemsPerSecond: perSecond(tally.counts.read, elapsedMs),
    photosPerSecond: perSecond(tally.photosEncoded, elapsedMs),
    elapsedMs,
  };
}

function perSecond(count: number, elapsedMs: number): number {
  return elapsedMs > 0 ? (count * 1000) / elapsedMs : 0;
}
