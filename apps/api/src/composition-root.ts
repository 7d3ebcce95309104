import { join } from 'node:path';
import { batchSettings } from '@kindred/embedding-model-onnx/settings';
import { migrate, openDatabase } from '@kindred/database';
import { fixedEncoders, type ImageEmbeddingModel, type TextEmbeddingModel } from '@kindred/embedding-model';
import { EncoderPool } from '@kindred/encoders';
import type { EmbeddingPipeline } from '@kindred/embedding-pipeline';
import { ImageSource } from '@kindred/image-source';
import type { Logger } from 'pino';
import { openAudio } from './audio/open-audio.ts';
import { CatchUpLoop } from './catch-up-loop.ts';
import type { ApiConfig } from './config.ts';
import { keepPostgresRunning } from './keep-postgres-running.ts';
import type { OpenApplication } from './open-application.ts';
import { photoSourceOptions } from './media-source-options.ts';
import { openLoggedVectorStore } from './open-logged-vector-store.ts';
import { loadSecret } from './photos/load-secret.ts';
import { startScheduledPublisher } from './start-scheduled-publisher.ts';
import { wireApplication } from './wire-application.ts';

/** Stands in for what is opened by default; who gives models also closes them. */
export interface CompositionOptions {
  /** The encoders of every catalog. */
  readonly models?: { readonly text: TextEmbeddingModel; readonly image: ImageEmbeddingModel };
}

type Keep = <Part extends { close(): Promise<unknown> }>(opening: Promise<Part>) => Promise<Part>;

/**
 * Opens every adapter, joins them, and brings the vector store up to date. What was opened is closed again if a later step
 * fails. @throws DatabaseError, VectorStoreError, EmbeddingModelError, EncoderMismatchError
 */
export async function openApplication(
  config: ApiConfig,
  logger: Logger,
  { models }: CompositionOptions = {},
): Promise<OpenApplication & { readonly databaseUrl: string }> {
  const opened: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const closePart of opened.splice(0).reverse()) {
      await closePart().catch((err: unknown) => logger.error({ err }, 'closing failed'));
    }
  };
  const keep: Keep = async (opening) => {
    const part = await opening;
    opened.push(() => part.close());
    return part;
  };
  try {
    const databaseUrl =
      config.databaseUrl ?? (await keep(keepPostgresRunning(join(config.dataDir, 'postgres'), logger))).url;
    await migrate(databaseUrl);
    const database = await keep(openDatabase({ url: databaseUrl }));
    const store = await keep(openLoggedVectorStore(config, logger));
    const images = await keep(ImageSource.open(photoSourceOptions(config)));
    const encoders = models === undefined ? await openPool(config, logger, keep) : fixedEncoders(models);
    const audio = await openAudio(config, (fallback) => logger.warn(fallback, 'an encoder runs elsewhere than asked'));
    if (audio !== undefined) opened.push(() => audio.close());
    await database.catalogs.ensure(config.catalog);
    const { application, pipeline, settler } = wireApplication(
      {
        ...database,
        choices: database.catalogs,
        store,
        images,
        ...encoders,
        ...(audio === undefined ? {} : { audio }),
      },
      {
        cacheFolder: join(config.dataDir, 'cache'),
        photoSecret: await loadSecret(join(config.dataDir, 'photo-urls.secret')),
        defaultCatalog: config.catalog,
        logger,
        batchSizes: batchSettings(config.encoders),
      },
    );
    opened.push(() => pipeline.close());
    await openDefaultEncoders(pipeline, config, logger);
    await keep(CatchUpLoop.start({ pipeline, catalogs: database.catalogs, logger, defaultCatalog: config.catalog }));
    await keep(startScheduledPublisher(application, settler, logger));
    return { application, databaseUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A server keeps its memory small and answers one query on all cores; imports on the command line take a session per core. */
const SESSIONS = 1;

async function openPool(config: ApiConfig, logger: Logger, keep: Keep) {
  const pool = await keep(
    Promise.resolve(
      new EncoderPool({
        ...config,
        run: {
          defaultSessions: SESSIONS,
          onFallback: (fallback) => logger.warn(fallback, 'an encoder runs elsewhere than asked'),
        },
      }),
    ),
  );
  return { encoders: pool, defaultEncoders: pool.defaults };
}

/** At once, so that the first request doesn't wait and a wrong setting stops the start. */
async function openDefaultEncoders(
  { layouts, encoders }: EmbeddingPipeline,
  { catalog, encoders: { image, text } }: ApiConfig,
  logger: Logger,
): Promise<void> {
  const stored = (await layouts.findCurrent(catalog))?.stored;
  const has = await encoders.urlsOf(catalog, stored);
  if (stored?.encoderUrls !== undefined && (has.image !== image || has.text !== text))
    logger.warn(
      { catalog, has, settings: { image, text } },
      'the catalog keeps its encoders: kindred encoders use changes them',
    );
  await encoders.open(catalog, stored);
}
