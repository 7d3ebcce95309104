import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fixedEncoders } from '@kindred/embedding-model';
import { HashImageEmbeddingModel, HashTextEmbeddingModel } from '@kindred/embedding-model/testing';
import {
  InMemoryBlockStore,
  InMemoryEncoderChoices,
  InMemoryItemRepository,
  InMemoryItemWriter,
  InMemoryLayoutRepository,
  InMemoryReductionRepository,
  InMemoryRunRepository,
  InMemoryTables,
} from '@kindred/embedding-pipeline/testing';
import { ImageSource } from '@kindred/image-source';
import { InMemoryVectorStore } from '@kindred/vector-store';
import type { Logger } from 'pino';
import type { ApiKeyGrant } from '../../auth/api-key-directory.ts';
import type { ApiConfig } from '../../config.ts';
import type { OpenApplication } from '../../open-application.ts';
import { startScheduledPublisher } from '../../start-scheduled-publisher.ts';
import { type ApplicationPorts, wireApplication } from '../../wire-application.ts';
import { InMemoryApiKeys } from './in-memory-api-keys.ts';
import { InMemoryCatalogRepository } from './in-memory-catalog-repository.ts';
import { InMemoryGoldenQueryRepository } from './in-memory-golden-query-repository.ts';
import { InMemoryInteractionRepository } from './in-memory-interaction-repository.ts';
import { InMemoryItemSampler } from './in-memory-item-sampler.ts';
import { InMemoryProfileRepository } from './in-memory-profile-repository.ts';
import { InMemoryProfileScheduleRepository } from './in-memory-profile-schedule-repository.ts';

export interface InMemoryOptions {
  readonly apiKeys?: Readonly<Record<string, ApiKeyGrant>>;
  /** Replaces ports, to count calls or to make them fail. */
  readonly replace?: (ports: ApplicationPorts) => Partial<ApplicationPorts>;
  readonly clock?: () => Date;
}

/** The whole application without a database: real features, real photos, hashes instead of models. */
export function inMemoryApplication({ apiKeys = {}, replace = () => ({}), clock }: InMemoryOptions = {}) {
  return async (config: ApiConfig, logger: Logger): Promise<OpenApplication> => {
    const tables = new InMemoryTables();
    const images = await ImageSource.open({
      uploadDir: join(config.dataDir, 'uploads'),
      fileRoots: config.imageDirs,
      allowedHosts: config.imageHosts,
    });
    const items = new InMemoryItemRepository(tables);
    const profiles = new InMemoryProfileRepository();
    const ports: ApplicationPorts = {
      catalogs: new InMemoryCatalogRepository(),
      items,
      sampler: new InMemoryItemSampler(items),
      writer: new InMemoryItemWriter(tables),
      blocks: new InMemoryBlockStore(tables),
      runs: new InMemoryRunRepository(),
      layouts: new InMemoryLayoutRepository(),
      reductions: new InMemoryReductionRepository(),
      interactions: new InMemoryInteractionRepository(),
      profiles,
      schedules: new InMemoryProfileScheduleRepository(profiles),
      goldenQueries: new InMemoryGoldenQueryRepository(profiles),
      apiKeys: new InMemoryApiKeys(apiKeys),
      store: new InMemoryVectorStore(),
      ...fixedEncoders({ text: new HashTextEmbeddingModel(64), image: new HashImageEmbeddingModel(48) }),
      choices: new InMemoryEncoderChoices(),
      images,
    };
    const all = { ...ports, ...replace(ports) };
    await all.catalogs.ensure(config.catalog);
    const { application, pipeline, settler } = wireApplication(all, {
      cacheFolder: join(config.dataDir, 'cache'),
      photoSecret: randomBytes(32),
      defaultCatalog: config.catalog,
      logger,
      ...(clock === undefined ? {} : { clock }),
    });
    const publisher = await startScheduledPublisher(application, settler, logger);
    const close = async (): Promise<void> => {
      await publisher.close();
      await pipeline.close();
      await images.close();
    };
    return { application, close };
  };
}
