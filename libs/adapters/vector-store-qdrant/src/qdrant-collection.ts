import { setTimeout as wait } from 'node:timers/promises';
import type { ItemFilter } from '@kindred/catalog';
import {
  CollectionNotFoundError,
  VectorStoreClosedError,
  VectorStoreTimeoutError,
  VectorStoreUnavailableError,
  type VectorPoint,
  type VectorQuery,
  type VectorSearchResult,
} from '@kindred/vector-store';
import { choosePlan, isSmall, type ChosenPlan } from './choose-plan.ts';
import { segmentConfig } from './collection-config.ts';
import { CollectionSearch } from './collection-search.ts';
import { compileQdrantFilter } from './compile-qdrant-filter.ts';
import { PointReader } from './point-reader.ts';
import { PointWriter } from './point-writer.ts';
import { WRITE_TIME, type QdrantCall, type QdrantConnection } from './qdrant-connection.ts';
import type { PlanSample } from './plan-sample.ts';
import type { QdrantSettings } from './qdrant-settings.ts';
import { samplePlan } from './sample-plan.ts';
import { SAMPLE_KEY, SIZING_KEY, readCollectionInfo, type CollectionInfo } from './stored-collection.ts';

export interface QdrantCollectionOptions {
  readonly connection: QdrantConnection;
  readonly settings: QdrantSettings;
  /** Segments per shard that the server's cores can search side by side. */
  readonly segments: number;
  /** The alias, or the name of one generation. */
  readonly target: string;
  /** Whether plans are sampled in the background when the collection has grown. */
  readonly samples: boolean;
}

/** What the server says about a collection is asked anew from this age on, in the background. */
const INFO_AGE_MS = 5000;
/** Segments are sized anew when the collection has grown by this factor. */
const RESIZE_FACTOR = 2;
const SMALLEST_RESIZE = 5000;
/** Plans are sampled again when the collection has grown by this factor. */
const RESAMPLE_FACTOR = 2;

/** One collection on the server. */
export class QdrantCollection {
  readonly #options: QdrantCollectionOptions;
  readonly #reader: PointReader;
  readonly #writer: PointWriter;
  readonly #search: CollectionSearch;
  #info: CollectionInfo;
  #readAt = performance.now();
  #refreshing: Promise<void> | undefined;
  #closed = false;

  private constructor(options: QdrantCollectionOptions, info: CollectionInfo) {
    this.#options = options;
    this.#info = info;
    this.#reader = new PointReader(options.connection, options.target);
    this.#writer = new PointWriter(options.connection, options.target);
    this.#search = new CollectionSearch({ ...options, reader: this.#reader });
  }

  /** @throws CollectionNotFoundError, CollectionCorruptError */
  static async open(options: QdrantCollectionOptions, name: string): Promise<QdrantCollection> {
    return new QdrantCollection(options, await readInfo(options, name));
  }

  get info(): CollectionInfo {
    return this.#info;
  }

  async upsert(points: readonly VectorPoint[]): Promise<void> {
    await this.#writer.upsert(this.#info, points);
    await this.#growSegments();
  }

  async delete(itemIds: readonly string[]): Promise<void> {
    await this.#writer.delete(this.#info.spec.name, itemIds);
  }

  /** `plan`: instead of the one that is chosen. */
  async search(query: VectorQuery, plan?: ChosenPlan): Promise<VectorSearchResult> {
    if (this.#closed) throw new VectorStoreClosedError();
    this.#refreshWhenOld();
    const info = this.#info;
    const chosen = plan ?? this.#choosePlan(query);
    const filter = compileQdrantFilter(info.spec.name, query.filter, query.exclude);
    if (filter === false) return { points: [], plan: { name: chosen.name, exact: true, elapsedMs: 0 } };
    try {
      return await this.#search.run({ info, query, filter, plan: chosen });
    } catch (error) {
      if (!(error instanceof VectorStoreUnavailableError)) throw error;
      // Another process may have put a collection with other indexes in its place.
      await this.refresh();
      if (this.#info.layout === info.layout) throw error;
      return this.#search.run({ info: this.#info, query, filter, plan: this.#choosePlan(query) });
    }
  }

  fetch(itemIds: readonly string[]): Promise<Map<string, VectorPoint>> {
    return this.#reader.readPoints(this.#info.spec.name, itemIds);
  }

  async count(filter: ItemFilter | undefined): Promise<number> {
    const compiled = compileQdrantFilter(this.#info.spec.name, filter);
    if (compiled === false) return 0;
    const { count } = await this.#call<{ count: number }>({
      operation: 'count',
      method: 'POST',
      path: '/points/count',
      body: { exact: true, ...(compiled === undefined ? {} : { filter: compiled }) },
    });
    return count;
  }

  /** Items taken at random. */
  async sampleItems(count: number): Promise<string[]> {
    const { points } = await this.#call<{ points: readonly { payload: { itemId: string } }[] }>({
      operation: 'sample',
      method: 'POST',
      path: '/points/query',
      body: { query: { sample: 'random' }, limit: count, with_payload: ['itemId'] },
    });
    return points.map(({ payload }) => payload.itemId);
  }

  /** Writes into the collection's metadata, beside what is there. */
  async saveMetadata(key: string, value: object, more: object = {}): Promise<void> {
    await this.#call({
      operation: 'saveMetadata',
      method: 'PATCH',
      path: '',
      body: { ...more, metadata: { [key]: value } },
      timeoutMs: WRITE_TIME * this.#options.connection.timeoutMs,
    });
    await this.refresh();
  }

  async refresh(): Promise<void> {
    this.#info = await readInfo(this.#options, this.#info.spec.name);
    this.#readAt = performance.now();
  }

  /**
   * Waits until the server has built what it builds in the background, then samples the plans and remembers in the collection
   * which to take. @throws VectorStoreTimeoutError
   */
  async settle(timeoutMs: number): Promise<PlanSample | undefined> {
    const deadline = performance.now() + timeoutMs;
    for (let waitMs = 50; ; waitMs = Math.min(1000, 2 * waitMs)) {
      await this.refresh();
      if (this.#info.settled) break;
      if (performance.now() + waitMs > deadline) throw new VectorStoreTimeoutError('settle', timeoutMs);
      await wait(waitMs);
    }
    return this.#sample();
  }

  /** Ends what runs in the background. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#refreshing;
  }

  #choosePlan({ weights }: VectorQuery): ChosenPlan {
    return choosePlan(this.#info, this.#options.settings, weights);
  }

  #call<Result>(call: Omit<QdrantCall, 'collection'>): Promise<Result> {
    const path = `/collections/${this.#options.target}${call.path}`;
    return this.#options.connection.call<Result>({ ...call, path, collection: this.#info.spec.name });
  }

  #refreshWhenOld(): void {
    if (this.#refreshing !== undefined || performance.now() - this.#readAt < INFO_AGE_MS) return;
    this.#refreshing = this.#refreshAndSample()
      // The next search tells what is wrong.
      .catch(() => undefined)
      .finally(() => {
        this.#readAt = performance.now();
        this.#refreshing = undefined;
      });
  }

  async #refreshAndSample(): Promise<void> {
    await this.refresh();
    const { settled, points, sample } = this.#info;
    const isGrown = points >= RESAMPLE_FACTOR * (sample?.points ?? 0);
    if (this.#options.samples && settled && isGrown && !isSmall(this.#info)) await this.#sample();
  }

  async #sample(): Promise<PlanSample | undefined> {
    const sample = await samplePlan(this, this.#options.settings);
    if (sample !== undefined) await this.saveMetadata(SAMPLE_KEY, sample);
    return sample;
  }

  /** Keeps segments as many as cores while the collection grows; the server would merge them into one. */
  async #growSegments(): Promise<void> {
    if (this.#options.segments === 0) return;
    if (performance.now() - this.#readAt >= INFO_AGE_MS) await this.refresh();
    const { spec, shards, points, sizedFor } = this.#info;
    if (points < Math.max(SMALLEST_RESIZE, RESIZE_FACTOR * sizedFor)) return;
    const optimizers_config = segmentConfig(spec, { segments: this.#options.segments, shards, points });
    await this.saveMetadata(SIZING_KEY, { points }, { optimizers_config });
  }
}

async function readInfo({ connection, target }: QdrantCollectionOptions, name: string): Promise<CollectionInfo> {
  const reply = await connection.call({
    operation: 'open',
    method: 'GET',
    path: `/collections/${target}`,
    collection: name,
  });
  const info = readCollectionInfo(target, reply);
  // Two names with one hash at the end of their aliases; it can't happen by accident.
  if (info.spec.name !== name) throw new CollectionNotFoundError(name);
  return info;
}
