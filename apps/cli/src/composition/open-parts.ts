import type { DeviceFallback } from '@kindred/embedding-model-onnx';
import type { EncodingJobs } from '@kindred/embedding-pipeline';
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
import type { CliConfig } from '../config.ts';
import type { InspectedDatabase } from './inspect-database.ts';
import type { OpenAudio } from './open-audio.ts';
import type { OpenDatabase } from './open-database.ts';
import { OpenedOnce } from './opened-once.ts';
import type { OpenPipeline, OpenStoredItemEncoder } from './open-pipeline.ts';

/**
 * The adapters of this process, opened when they are first asked for, and their code loaded no earlier: `kindred keys list`
 * needs no encoder. Made by `withParts`, which closes them.
 */
export class OpenParts {
  readonly config: CliConfig;
  readonly #onFallback: (fallback: DeviceFallback) => void;
  readonly #once = new OpenedOnce();

  /** @param onFallback is told of an encoder that computes elsewhere than asked */
  constructor(config: CliConfig, onFallback: (fallback: DeviceFallback) => void = () => undefined) {
    this.config = config;
    this.#onFallback = onFallback;
  }

  /** PostgreSQL with its schema up to date; it is made where it is new. */
  database(): Promise<OpenDatabase> {
    return this.#once.open('database', async () => (await import('./open-database.ts')).openDatabase(this.config));
  }

  /** @throws NothingImportedError where there is no database yet */
  existingDatabase(): Promise<OpenDatabase> {
    return this.#once.open('database', async () =>
      (await import('./open-database.ts')).openExistingDatabase(this.config),
    );
  }

  /** As it is, without bringing its schema up to date. @throws NothingImportedError */
  inspectedDatabase(): Promise<InspectedDatabase> {
    return this.#once.open('inspected', async () =>
      (await import('./inspect-database.ts')).inspectDatabase(this.config),
    );
  }

  /** Opened for reading; nothing is made where there is none. */
  readOnlyStore(): Promise<VectorStore> {
    return this.#once.open('readOnlyStore', () => openVectorStore(this.config, { readOnly: true }));
  }

  store(): Promise<VectorStore> {
    return this.#once.open('store', () => openVectorStore(this.config));
  }

  /** Those of the catalogs, opened as they are needed. */
  encoderPool(): Promise<EncoderPool> {
    return this.#once.open('encoderPool', () =>
      Promise.resolve(new EncoderPool({ ...this.config, run: { onFallback: this.#onFallback } })),
    );
  }

  /** Those of the settings. @throws ConfigInvalidError, EmbeddingModelError */
  encoders(): Promise<OpenEncoders> {
    return this.#once.open('encoders', () => openEncoders(this.config, { onFallback: this.#onFallback }));
  }

  /** Another one than those of the settings, its manifest lying anywhere. @throws EncoderUrlError, EmbeddingModelError */
  encoder(url: string, modality: Modality): Promise<OpenedModels> {
    return this.#once.open(`encoder ${url}`, () =>
      openNamedEncoder(url, modality, { config: this.config, run: { onFallback: this.#onFallback } }),
    );
  }

  /** `fileRoots`: folders from which this command may read photos, besides those of the settings. */
  images(fileRoots: readonly string[] = []): Promise<ImageSource> {
    return this.#once.open('images', async () => (await import('./open-images.ts')).openImages(this.config, fileRoots));
  }

  /** The encoder of sound; undefined where no setting names one. `fileRoots`: as of {@link images}. @throws ConfigInvalidError, EmbeddingModelError */
  async audio(fileRoots: readonly string[] = []): Promise<OpenAudio | undefined> {
    const url = this.config.encoders.audio;
    if (url === undefined) return undefined;
    return this.#once.open('audio', async () => {
      const { openAudio } = await import('./open-audio.ts');
      return openAudio(this.config, { url, fileRoots, onFallback: this.#onFallback });
    });
  }

  /** What writes items: all the other parts put together. */
  pipeline(
    fileRoots: readonly string[] = [],
    onProblem?: (catalog: string, error: unknown) => void,
  ): Promise<OpenPipeline> {
    return this.#once.open('pipeline', async () => {
      const { openPipeline } = await import('./open-pipeline.ts');
      return openPipeline(this, { fileRoots, ...(onProblem === undefined ? {} : { onProblem }) });
    });
  }

  /** What encodes items in the database; opens no vector store. */
  storedItemEncoder(): Promise<OpenStoredItemEncoder> {
    return this.#once.open('storedItemEncoder', async () =>
      (await import('./open-pipeline.ts')).openStoredItemEncoder(this),
    );
  }

  /** Jobs by which encoding is left to other processes. @param onProblem is told of problems in the background, which are tried again */
  encodingJobs(onProblem?: (error: unknown) => void): Promise<{ jobs: EncodingJobs; close(): Promise<void> }> {
    return this.#once.open('encodingJobs', async () => {
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
    await this.#once.close();
  }
}
