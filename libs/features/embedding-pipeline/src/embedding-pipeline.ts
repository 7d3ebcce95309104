import type { BlockStore, ItemRepository, ItemWriter, RunRepository } from '@kindred/catalog';
import {
  encoderId,
  type AudioEmbeddingModel,
  type ImageEmbeddingModel,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import type { LayoutBlock } from '@kindred/fusion';
import type { VectorStore } from '@kindred/vector-store';
import { ClipEncoder } from './audio/clip-encoder.ts';
import type { ClipLoader } from './audio/clip-loader.ts';
import { BlockEncoder } from './block-encoder.ts';
import { CatalogLayouts, type LayoutLookup } from './catalog-layouts.ts';
import { CatalogQueue } from './catalog-queue.ts';
import { ImportRunner } from './import-runner.ts';
import { ItemIntake } from './item-intake.ts';
import { ItemProjection } from './item-projection.ts';
import { LayoutFitter } from './layout-fitter.ts';
import { LayoutUpkeep } from './layout-upkeep.ts';
import { OutboxApplier } from './outbox-applier.ts';
import { PhotoEncoder } from './photos/photo-encoder.ts';
import { completeLimits, type PhotoLimits } from './photos/photo-limits.ts';
import type { PhotoLoader } from './photos/photo-loader.ts';
import { PhotoResolver } from './photos/photo-resolver.ts';
import { TextSpreadMeasurement } from './text-spread-measurement.ts';
import { VectorStoreRefill } from './vector-store-refill.ts';

/** What an app gives: adapters behind ports. The app closes them. */
export interface EmbeddingPipelinePorts {
  readonly items: ItemRepository;
  readonly writer: ItemWriter;
  readonly blocks: BlockStore;
  readonly runs: RunRepository;
  readonly layouts: LayoutLookup;
  readonly store: VectorStore;
  readonly imageModel: ImageEmbeddingModel;
  readonly textModel: TextEmbeddingModel;
  readonly photos: PhotoLoader;
  /** Absent: no catalog of this process has an `audio` block, and clips are not read. */
  readonly audio?: { readonly model: AudioEmbeddingModel; readonly clips: ClipLoader };
}

export interface EmbeddingPipelineSettings {
  /** Default: the system's. */
  readonly clock?: () => Date;
  /** Where they differ from the defaults. */
  readonly photoLimits?: Partial<Omit<PhotoLimits, 'batchSize'>>;
  /** Clips of sound that one call reads at a time; default 4. */
  readonly clipConcurrency?: number;
  /** Photos of one call of the image model; default 8. More costs memory and gains little on a CPU. */
  readonly imageBatchSize?: number;
  /** Default 32. */
  readonly textBatchSize?: number;
  /** Attributes that the text encoder reads besides title and description; default none. */
  readonly textAttributes?: readonly string[];
  /** Default 1,000. */
  readonly layoutCacheMs?: number;
  /** Default 10,000. */
  readonly retireAfterMs?: number;
  /** Means are taken over at most so many items; default 50,000. */
  readonly maxSampledItems?: number;
  /** Catalogs up to this size are refitted before a write returns; default 2,000. */
  readonly maxInlineItems?: number;
  /** Told about problems in the background; default: nobody. */
  readonly onProblem?: (catalog: string, error: unknown) => void;
}

/** Everything that writes items, embeddings and the vector store. One per process. */
export class EmbeddingPipeline {
  readonly layouts: CatalogLayouts;
  readonly intake: ItemIntake;
  readonly outbox: OutboxApplier;
  readonly refill: VectorStoreRefill;
  readonly imports: ImportRunner;
  readonly #upkeep: LayoutUpkeep;

  constructor(ports: EmbeddingPipelinePorts, settings: EmbeddingPipelineSettings = {}) {
    const { clock = () => new Date(), onProblem = () => undefined, retireAfterMs = 10_000 } = settings;
    const projection = new ItemProjection(ports);
    const modelBlocks = modelBlocksOf(ports);
    const texts = new TextSpreadMeasurement({ ...ports, onProblem });
    const maxSampledItems = settings.maxSampledItems ?? 50_000;
    const fitter = new LayoutFitter({ ...ports, modelBlocks, texts, maxSampledItems });
    const cacheMs = settings.layoutCacheMs ?? 1000;
    this.layouts = new CatalogLayouts({ ...ports, fitter, modelBlocks, clock, cacheMs });
    this.outbox = new OutboxApplier({ ...ports, layouts: this.layouts, projection });
    const { layouts } = this;
    this.refill = new VectorStoreRefill({ ...ports, layouts, fitter, texts, projection, clock, retireAfterMs });
    const maxInlineItems = settings.maxInlineItems ?? 2000;
    this.#upkeep = new LayoutUpkeep({
      ...ports,
      layouts: this.layouts,
      refill: this.refill,
      texts,
      modelBlocks,
      maxInlineItems,
      onProblem,
    });
    this.intake = new ItemIntake({
      ...ports,
      photos: createPhotoResolver(ports, settings),
      encoder: createBlockEncoder(ports, settings),
      clips: createClipEncoder(ports, settings),
      outbox: this.outbox,
      queue: new CatalogQueue(),
      upkeep: this.#upkeep,
      clock,
    });
    this.imports = new ImportRunner({ ...ports, ...this.#stages(), clock });
  }

  /**
   * Call it at start and from time to time: applies what is pending, refills a collection that is lost, drops retired ones.
   * With `compareCounts` (at start, while nobody writes) also refills one that holds more or fewer points than there are
   * items. Does nothing for an empty catalog. @throws EncoderMismatchError, and what the vector store or the
   * database throws
   */
  async catchUp(
    catalog: string,
    { compareCounts = false }: { readonly compareCounts?: boolean } = {},
  ): Promise<{ readonly applied: number; readonly refilled: boolean }> {
    await this.layouts.checkModels(catalog);
    const lost = await this.refill.refillIfLost(catalog);
    const applied = await this.outbox.applyPending(catalog);
    const incomplete = compareCounts ? await this.refill.refillIfIncomplete(catalog) : undefined;
    await this.refill.dropRetired();
    await this.#upkeep.measureTextsIfDue(catalog);
    return { applied, refilled: lost !== undefined || incomplete !== undefined };
  }

  /** Waits for what runs in the background and drops retired collections. The ports stay open. */
  async close(): Promise<void> {
    await this.#upkeep.settled();
    await this.refill.dropRetired({ all: true });
  }

  #stages() {
    return { intake: this.intake, outbox: this.outbox, layouts: this.layouts, upkeep: this.#upkeep };
  }
}

function modelBlocksOf({ imageModel, textModel, audio }: EmbeddingPipelinePorts): LayoutBlock[] {
  const blocks = [
    { modality: 'image', dimension: imageModel.spec.dimension, encoderId: encoderId(imageModel.spec) },
    { modality: 'text', dimension: textModel.spec.dimension, encoderId: encoderId(textModel.spec) },
  ];
  if (audio === undefined) return blocks;
  const { spec } = audio.model;
  return [...blocks, { modality: 'audio', dimension: spec.dimension, encoderId: encoderId(spec) }];
}

function createPhotoResolver(
  { photos: loader, blocks, imageModel: model }: EmbeddingPipelinePorts,
  settings: EmbeddingPipelineSettings,
): PhotoResolver {
  const id = encoderId(model.spec);
  const findStored = (hashes: readonly string[]) => blocks.findBlocks(id, hashes);
  const { photoLimits, imageBatchSize } = settings;
  const limits = completeLimits({
    ...photoLimits,
    ...(imageBatchSize === undefined ? {} : { batchSize: imageBatchSize }),
  });
  const encoder = new PhotoEncoder({ loader, model, findStored, limits });
  return new PhotoResolver({ loader, encoder, blocks, encoderId: id });
}

function createClipEncoder(
  { audio, blocks }: EmbeddingPipelinePorts,
  { clipConcurrency = 4 }: EmbeddingPipelineSettings,
): ClipEncoder | undefined {
  if (audio === undefined) return undefined;
  return new ClipEncoder({ model: audio.model, loader: audio.clips, blocks, concurrency: clipConcurrency });
}

function createBlockEncoder(ports: EmbeddingPipelinePorts, settings: EmbeddingPipelineSettings): BlockEncoder {
  return new BlockEncoder({
    blocks: ports.blocks,
    imageModel: ports.imageModel,
    textModel: ports.textModel,
    textAttributes: settings.textAttributes ?? [],
    textBatchSize: settings.textBatchSize ?? 32,
  });
}
