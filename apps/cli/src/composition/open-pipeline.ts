import type { ImageInputSpec } from '@kindred/embedding-model';
import { batchSettings } from '@kindred/embedding-model-onnx/settings';
import { EmbeddingPipeline, StoredItemEncoder } from '@kindred/embedding-pipeline';
import type { MediaProblems } from './media-problems.ts';
import type { OpenAudio } from './open-audio.ts';
import type { OpenParts } from './open-parts.ts';
import { SourcePhotoLoader } from './photo-files.ts';

export interface OpenPipeline {
  readonly pipeline: EmbeddingPipeline;
  readonly photoProblems: MediaProblems;
  readonly audio: OpenAudio | undefined;
  close(): Promise<void>;
}

export interface OpenPipelineOptions {
  /** Folders from which photos and clips may be read, besides those of the settings. */
  readonly fileRoots: readonly string[];
  /** Told of what failed in the background; it is tried again. */
  readonly onProblem?: (catalog: string, error: unknown) => void;
}

export async function openPipeline(
  parts: OpenParts,
  { fileRoots, onProblem }: OpenPipelineOptions,
): Promise<OpenPipeline> {
  const [database, store, pool, audio, images] = await Promise.all([
    parts.database(),
    parts.store(),
    parts.encoderPool(),
    parts.audio(fileRoots),
    parts.images(fileRoots),
  ]);
  const photoProblems: MediaProblems = { count: 0, first: [] };
  const photos = (input: ImageInputSpec) => new SourcePhotoLoader(images, input, photoProblems);
  const { items, writer, blocks, runs, layouts, catalogs: choices } = database;
  const sound = audio === undefined ? {} : { audio };
  const encoders = { encoders: pool, defaultEncoders: pool.defaults, choices, ...sound };
  const pipeline = new EmbeddingPipeline(
    { items, writer, blocks, runs, layouts, store, photos, ...encoders },
    { ...batchSettings(parts.config.encoders), ...(onProblem === undefined ? {} : { onProblem }) },
  );
  return { pipeline, photoProblems, audio, close: () => pipeline.close() };
}

export interface OpenStoredItemEncoder {
  readonly encoder: StoredItemEncoder;
  close(): Promise<void>;
}

export async function openStoredItemEncoder(parts: OpenParts): Promise<OpenStoredItemEncoder> {
  const [database, pool, images] = await Promise.all([parts.database(), parts.encoderPool(), parts.images()]);
  const { items, writer, blocks, layouts, catalogs: choices } = database;
  const problems: MediaProblems = { count: 0, first: [] };
  const photos = (input: ImageInputSpec) => new SourcePhotoLoader(images, input, problems);
  const encoders = { encoders: pool, defaultEncoders: pool.defaults, choices };
  const encoder = new StoredItemEncoder(
    { items, writer, blocks, layouts, photos, ...encoders },
    batchSettings(parts.config.encoders),
  );
  return { encoder, close: () => Promise.resolve() };
}
