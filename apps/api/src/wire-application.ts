import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type {
  BlockStore,
  CatalogRepository,
  EncoderChoices,
  FusionProfileRepository,
  GoldenQueryRepository,
  InteractionRepository,
  ItemRepository,
  ItemSampler,
  ItemWriter,
  ProfileScheduleRepository,
  RunRepository,
} from '@kindred/catalog';
import { DuplicateFinder } from '@kindred/duplicate-detection';
import type { ClipReader } from '@kindred/audio-source';
import type { AudioEmbeddingModel, EncoderChoice, EncoderSource, ImageInputSpec } from '@kindred/embedding-model';
import {
  EmbeddingPipeline,
  type EmbeddingPipelineSettings,
  FusedEmbeddings,
  type LayoutLookup,
  type PhotoLoader,
} from '@kindred/embedding-pipeline';
import type { EmbeddingReductionRepository } from '@kindred/fusion';
import { type ImageSource, decodeImage, thumbnail } from '@kindred/image-source';
import {
  DueScheduleSettler,
  GoldenQueryTester,
  ProfilePreviewer,
  ProfilePublisher,
  PublicationTrial,
  SearchGate,
} from '@kindred/profile-publishing';
import { Recommender } from '@kindred/recommendation';
import { SimilaritySearch } from '@kindred/retrieval';
import type { VectorStore } from '@kindred/vector-store';
import type { Logger } from 'pino';
import type { Application } from './application.ts';
import type { ApiKeyDirectory } from './auth/api-key-directory.ts';
import { CachingApiKeyDirectory } from './auth/caching-api-key-directory.ts';
import { logTextTowers } from './log-text-towers.ts';
import { rememberQueryModels } from './remember-query-models.ts';
import { PhotoUrls } from './photos/photo-urls.ts';
import { ThumbnailCache } from './photos/thumbnail-cache.ts';

/** Adapters, opened by whoever closes them. */
export interface ApplicationPorts {
  readonly catalogs: CatalogRepository;
  readonly items: ItemRepository;
  readonly writer: ItemWriter;
  readonly blocks: BlockStore;
  readonly runs: RunRepository;
  readonly layouts: LayoutLookup;
  readonly reductions: EmbeddingReductionRepository;
  readonly interactions: InteractionRepository;
  readonly profiles: FusionProfileRepository;
  readonly schedules: ProfileScheduleRepository;
  readonly goldenQueries: GoldenQueryRepository;
  readonly sampler: ItemSampler;
  readonly apiKeys: ApiKeyDirectory;
  readonly store: VectorStore;
  readonly encoders: EncoderSource;
  /** Of catalogs for which none were chosen. */
  readonly defaultEncoders: EncoderChoice;
  readonly choices: EncoderChoices;
  readonly images: ImageSource;
  /** Absent: there is no encoder of sound. */
  readonly audio?: { readonly model: AudioEmbeddingModel; readonly clips: ClipReader };
}

export interface WiringOptions {
  /** For thumbnails. */
  readonly cacheFolder: string;
  readonly photoSecret: Uint8Array;
  /** Looked at by the probes. */
  readonly defaultCatalog: string;
  readonly logger: Logger;
  readonly clock?: () => Date;
  /** Inputs per call of an encoder, where something says what is best. */
  readonly batchSizes?: Pick<EmbeddingPipelineSettings, 'imageBatchSize' | 'textBatchSize'>;
}

export interface WiredApplication {
  readonly application: Application;
  readonly pipeline: EmbeddingPipeline;
  /** For whoever publishes what is due. */
  readonly settler: DueScheduleSettler;
}

const KEY_CACHE_MS = 10_000;
const PHOTO_TIMEOUT_MS = 20_000;
/** So many searches of previews and golden queries run at a time: they share passes, and leave room for shoppers'. */
const COMPARISON_CONCURRENCY = 16;
/** So many writes waiting for the vector store mean that searches miss something. */
const MAX_PENDING = 1000;

/** Joins adapters and features; does no I/O. */
export function wireApplication(ports: ApplicationPorts, options: WiringOptions): WiredApplication {
  const { logger, clock = () => new Date() } = options;
  const { items, catalogs, interactions, profiles, store, images } = ports;
  const pipeline = new EmbeddingPipeline(
    { ...ports, photos: (input) => createPhotoLoader(images, input) },
    {
      ...options.batchSizes,
      clock,
      onProblem: (catalog, err) => logger.error({ catalog, err }, 'embedding in the background failed'),
    },
  );
  const layouts = createActiveCollections(pipeline);
  const models = rememberQueryModels(pipeline, ports.audio?.model);
  const search = new SimilaritySearch({ store, models, layouts, textTowers: logTextTowers(logger) });
  const { settler, ...publishing } = wirePublishing(ports, { search, layouts, logger, clock });
  const application: Application = {
    catalogs,
    items,
    interactions,
    profiles,
    ...publishing,
    apiKeys: new CachingApiKeyDirectory(ports.apiKeys, KEY_CACHE_MS),
    layouts,
    search,
    intake: pipeline.intake,
    imports: pipeline.imports,
    recommender: new Recommender({ search, items, interactions, clock, newId: randomUUID }),
    embeddings: new FusedEmbeddings({ ...ports, layouts: pipeline.layouts }),
    duplicates: new DuplicateFinder({ search, blocks: ports.blocks }),
    photos: {
      load: async (url, signal) => (await images.load(url, { signal })).bytes,
      prepare: async (catalog, bytes) =>
        decodeImage(bytes, (await pipeline.layouts.openModels(catalog)).image.spec.input),
    },
    ...(ports.audio === undefined ? {} : { clips: ports.audio.clips }),
    thumbnails: new ThumbnailCache({
      folder: join(options.cacheFolder, 'thumbnails'),
      concurrency: 2,
      timeoutMs: PHOTO_TIMEOUT_MS,
      load: async (url, signal) => (await images.load(url, { signal })).bytes,
      shrink: (bytes, width) => thumbnail(bytes, width),
    }),
    photoUrls: new PhotoUrls(options.photoSecret),
    clock,
    probes: createProbes(ports, pipeline, options.defaultCatalog),
  };
  return { application, pipeline, settler };
}

type PublishingParts = 'schedules' | 'goldenQueries' | 'goldenTester' | 'previewer' | 'publisher';

function wirePublishing(
  ports: ApplicationPorts,
  {
    search,
    layouts,
    logger,
    clock,
  }: Pick<Application, 'layouts' | 'clock'> & { readonly search: SimilaritySearch; readonly logger: Logger },
): Pick<Application, PublishingParts> & Pick<WiredApplication, 'settler'> {
  const { items, profiles, schedules, goldenQueries, sampler } = ports;
  const gate = new SearchGate(COMPARISON_CONCURRENCY);
  const goldenTester = new GoldenQueryTester({ search, items, goldenQueries, gate });
  const trial = new PublicationTrial({
    profiles,
    tester: goldenTester,
    findModalities: async (catalog) =>
      (await layouts.findActive(catalog))?.stored.layout.blocks.map(({ modality }) => modality) ?? [],
  });
  return {
    schedules,
    goldenQueries,
    goldenTester,
    previewer: new ProfilePreviewer({ search, items, sampler, gate }),
    publisher: new ProfilePublisher({
      profiles,
      schedules,
      trial,
      onUntested: (catalog, profile, err) =>
        logger.error({ catalog, profile, err }, 'published without trying golden queries'),
    }),
    settler: new DueScheduleSettler({
      schedules,
      trial,
      clock,
      onUntested: ({ catalog, profile, id }, err) =>
        logger.error({ catalog, profile, scheduleId: id, err }, 'golden queries of a due schedule could not be tried'),
    }),
  };
}

function createPhotoLoader(images: ImageSource, input: ImageInputSpec): PhotoLoader {
  const isCheap = (url: string) => /^(data|file|upload):/i.test(url);
  return {
    fetch: (url, options) => images.load(url, options),
    decode: (bytes) => decodeImage(bytes, input),
    findContentHash: async (url, signal) =>
      isCheap(url) ? (await images.load(url, signal === undefined ? {} : { signal })).contentHash : undefined,
  };
}

function createActiveCollections({ layouts }: EmbeddingPipeline): Application['layouts'] {
  return {
    findActive: async (catalog) => {
      const active = await layouts.findActive(catalog);
      return active === undefined ? undefined : { stored: active.stored, collection: active.target.collection };
    },
  };
}

function createProbes(ports: ApplicationPorts, { layouts }: EmbeddingPipeline, catalog: string): Application['probes'] {
  return {
    database: async () => void (await ports.catalogs.load(catalog)),
    vectorStore: async () => void (await ports.store.listCollections()),
    encoders: async () => void (await (await layouts.openModels(catalog)).text.embedQuery('ready')),
    outbox: async () => {
      const pending = await ports.writer.pendingOutbox(catalog, MAX_PENDING);
      if (pending.length >= MAX_PENDING) throw new Error(`${MAX_PENDING} or more writes wait for the vector store`);
    },
  };
}
