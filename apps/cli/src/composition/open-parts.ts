import { join } from 'node:path';
import type { ImageInputSpec } from '@kindred/embedding-model';
import type { DeviceFallback } from '@kindred/embedding-model-onnx';
import { batchSettings } from '@kindred/embedding-model-onnx/settings';
import type { EmbeddingPipeline, EncodingJobs, StoredItemEncoder } from '@kindred/embedding-pipeline';
import {
  EncoderPool,
  openEncoders,
  openNamedEncoder,
  type Modality,
  type OpenedModels,
  type OpenEncoders,
} from '@kindred/encoders';
import type { ImageSource } from '@kindred/image-source';
import type { VectorStore } from '@kindred/vector-store';
import { openVectorStore } from '@kindred/vector-stores';
import { note, type CommandContext } from '../cli-command.ts';
import type { CliConfig } from '../config.ts';
import type { InspectedDatabase } from './inspect-database.ts';
import type { MediaProblems } from './media-problems.ts';
import type { OpenAudio } from './open-audio.ts';
import type { OpenDatabase } from './open-database.ts';

/**
 * The adapters of this process, opened when they are first asked for, and their code loaded no earlier: `kindred keys list`
 * needs no encoder. Made by {@link withParts}, which closes them.
 */
export class OpenParts {
  readonly config: CliConfig;
  readonly #onFallback: (fallback: DeviceFallback) => void;
  readonly #opened: { close(): Promise<unknown> }[] = [];
  readonly #parts = new Map<string, Promise<unknown>>();

  /** @param onFallback is told of an encoder that computes elsewhere than asked */
  constructor(config: CliConfig, onFallback: (fallback: DeviceFallback) => void = () => undefined) {
    this.config = config;
    this.#onFallback = onFallback;
  }

  /** PostgreSQL with its schema up to date; it is made where it is new. */
  database(): Promise<OpenDatabase> {
    return this.#open('database', async () => (await import('./open-database.ts')).openDatabase(this.config));
  }

  /** @throws NothingImportedError where there is no database yet */
  existingDatabase(): Promise<OpenDatabase> {
    return this.#open('database', async () => (await import('./open-database.ts')).openExistingDatabase(this.config));
  }

  /** As it is, without bringing its schema up to date. @throws NothingImportedError */
  inspectedDatabase(): Promise<InspectedDatabase> {
    return this.#open('inspected', async () => (await import('./inspect-database.ts')).inspectDatabase(this.config));
  }

  /** Opened for reading; nothing is made where there is none. */
  readOnlyStore(): Promise<VectorStore> {
    return this.#open('readOnlyStore', () => openVectorStore(this.config, { readOnly: true }));
  }

  store(): Promise<VectorStore> {
    return this.#open('store', () => openVectorStore(this.config));
  }

  /** Those of the catalogs, opened as they are needed. */
  encoderPool(): Promise<EncoderPool> {
    return this.#open('encoderPool', () =>
      Promise.resolve(new EncoderPool({ ...this.config, run: { onFallback: this.#onFallback } })),
    );
  }

  /** Those of the settings. @throws ConfigInvalidError, EmbeddingModelError */
  encoders(): Promise<OpenEncoders> {
    return this.#open('encoders', () => openEncoders(this.config, { onFallback: this.#onFallback }));
  }

  /** Another one than those of the settings, its manifest lying anywhere. @throws EncoderUrlError, EmbeddingModelError */
  encoder(url: string, modality: Modality): Promise<OpenedModels> {
    return this.#open(`encoder ${url}`, () =>
      openNamedEncoder(url, modality, { config: this.config, run: { onFallback: this.#onFallback } }),
    );
  }

  /** `fileRoots`: folders from which this command may read photos, besides those of the settings. */
  images(fileRoots: readonly string[] = []): Promise<ImageSource> {
    const { dataDir, imageHosts, imageDirs, maxPhotoBytes } = this.config;
    const { cacheBytes, objectStorage } = this.config.photos;
    return this.#open('images', async () => {
      const { ImageSource } = await import('@kindred/image-source');
      return ImageSource.open({
        uploadDir: join(dataDir, 'uploads'),
        fileRoots: [...imageDirs, ...fileRoots],
        maxBytes: maxPhotoBytes,
        ...(imageHosts.includes('*') ? {} : { allowedHosts: imageHosts }),
        ...(cacheBytes === 0 ? {} : { cache: { dir: join(dataDir, 'cache', 'photos'), maxBytes: cacheBytes } }),
        ...(objectStorage === undefined ? {} : { objectStorage }),
      });
    });
  }

  /** The encoder of sound; undefined where no setting names one. `fileRoots`: as of {@link images}. @throws ConfigInvalidError, EmbeddingModelError */
  async audio(fileRoots: readonly string[] = []): Promise<OpenAudio | undefined> {
    const url = this.config.encoders.audio;
    if (url === undefined) return undefined;
    return this.#open('audio', async () => {
      const { openAudio } = await import('./open-audio.ts');
      return openAudio(this.config, { url, fileRoots, onFallback: this.#onFallback });
    });
  }

  /** What writes items: all the other parts put together. */
  pipeline(
    fileRoots: readonly string[] = [],
    onProblem?: (catalog: string, error: unknown) => void,
  ): Promise<{
    pipeline: EmbeddingPipeline;
    photoProblems: MediaProblems;
    audio: OpenAudio | undefined;
    close(): Promise<void>;
  }> {
    return this.#open('pipeline', async () => {
      const [database, store, pool, audio, images, { EmbeddingPipeline }, { SourcePhotoLoader }] = await Promise.all([
        this.database(),
        this.store(),
        this.encoderPool(),
        this.audio(fileRoots),
        this.images(fileRoots),
        import('@kindred/embedding-pipeline'),
        import('./photo-files.ts'),
      ]);
      const problems: MediaProblems = { count: 0, first: [] };
      const photos = (input: ImageInputSpec) => new SourcePhotoLoader(images, input, problems);
      const { items, writer, blocks, runs, layouts, catalogs: choices } = database;
      const sound = audio === undefined ? {} : { audio };
      const encoders = { encoders: pool, defaultEncoders: pool.defaults, choices, ...sound };
      const pipeline = new EmbeddingPipeline(
        { items, writer, blocks, runs, layouts, store, photos, ...encoders },
        { ...batchSettings(this.config.encoders), ...(onProblem === undefined ? {} : { onProblem }) },
      );
      return { pipeline, photoProblems: problems, audio, close: () => pipeline.close() };
    });
  }

  /** What encodes items in the database; opens no vector store. */
  storedItemEncoder(): Promise<{ encoder: StoredItemEncoder; close(): Promise<void> }> {
    return this.#open('storedItemEncoder', async () => {
      const [database, pool, images, { StoredItemEncoder }, { SourcePhotoLoader }] = await Promise.all([
        this.database(),
        this.encoderPool(),
        this.images(),
        import('@kindred/embedding-pipeline'),
        import('./photo-files.ts'),
      ]);
      const { items, writer, blocks, layouts, catalogs: choices } = database;
      const problems: MediaProblems = { count: 0, first: [] };
      const photos = (input: ImageInputSpec) => new SourcePhotoLoader(images, input, problems);
      const encoders = { encoders: pool, defaultEncoders: pool.defaults, choices };
      const encoder = new StoredItemEncoder(
        { items, writer, blocks, layouts, photos, ...encoders },
        batchSettings(this.config.encoders),
      );
      return { encoder, close: () => Promise.resolve() };
    });
  }

  /** Jobs by which encoding is left to other processes. @param onProblem is told of problems in the background, which are tried again */
  encodingJobs(onProblem?: (error: unknown) => void): Promise<{ jobs: EncodingJobs; close(): Promise<void> }> {
    return this.#open('encodingJobs', async () => {
      const [{ url }, { PostgresJobQueue }, { EncodingJobs }] = await Promise.all([
        this.database(),
        import('@kindred/job-queue-postgres'),
        import('@kindred/embedding-pipeline'),
      ]);
      const queue = await PostgresJobQueue.open({ url, ...(onProblem === undefined ? {} : { onProblem }) });
      return { jobs: await EncodingJobs.open(queue), close: () => queue.close() };
    });
  }

  /** In the reverse order of opening; the first failure is thrown after all were closed. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const part of this.#opened.splice(0).reverse()) {
      await part.close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }

  #open<Part extends { close(): Promise<unknown> }>(name: string, open: () => Promise<Part>): Promise<Part> {
    let part = this.#parts.get(name) as Promise<Part> | undefined;
    if (part === undefined) {
      part = open().then((opened) => {
        this.#opened.push(opened);
        return opened;
      });
      this.#parts.set(name, part);
    }
    return part;
  }
}

/** Tells in one line that an encoder computes elsewhere than asked. */
export function noteFallback(context: Pick<CommandContext, 'stderr'>): (fallback: DeviceFallback) => void {
  return ({ modelId, asked, device, reason }) => {
    note(context, `Encoder '${modelId}' runs on ${device} instead of ${asked}: ${reason}`);
  };
}

/** Runs `work` with the adapters of the settings and closes them, however it ends. */
export async function withParts<Result>(
  context: Pick<CommandContext, 'config' | 'stderr'>,
  work: (parts: OpenParts) => Promise<Result>,
): Promise<Result> {
  const parts = new OpenParts(context.config, noteFallback(context));
  let result: Result;
  try {
    result = await work(parts);
  } catch (error) {
    // The first error is the one to tell.
    await parts.close().catch(() => undefined);
    throw error;
  }
  await parts.close();
  return result;
}
