import type { BlockStore, EncoderChoices, ItemRepository, ItemWriter, RunRepository } from '@kindred/catalog';
import type { AudioEmbeddingModel, EncoderChoice, EncoderSource, ImageInputSpec } from '@kindred/embedding-model';
import type { VectorStore } from '@kindred/vector-store';
import { ClipEncoder } from './audio/clip-encoder.ts';
import type { ClipLoader } from './audio/clip-loader.ts';
import { BlockCompleter } from './block-completer.ts';
import { CatalogEncoders } from './catalog-encoders.ts';
import { CatalogLayouts, type LayoutLookup } from './catalog-layouts.ts';
import { CatalogQueue } from './catalog-queue.ts';
import { EncoderSwitch } from './encoder-switch.ts';
import { rememberStages } from './remember-stages.ts';
import { ImportRunner } from './import-runner.ts';
import { ItemIntake } from './item-intake.ts';
import { ItemProjection } from './item-projection.ts';
import { LayoutFitter } from './layout-fitter.ts';
import { LayoutUpkeep } from './layout-upkeep.ts';
import { OutboxApplier } from './outbox-applier.ts';
import type { PhotoLimits } from './photos/photo-limits.ts';
import type { PhotoLoader } from './photos/photo-loader.ts';
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
  readonly encoders: EncoderSource;
  /** Of catalogs for which none were chosen. */
  readonly defaultEncoders: EncoderChoice;
  readonly choices: EncoderChoices;
  /** Gives photos prepared for a model. */
  readonly photos: (input: ImageInputSpec) => PhotoLoader;
  /** One encoder of sound for all catalogs. Absent: no catalog of this process has an `audio` block, and clips are not read. */
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
  readonly encoders: CatalogEncoders;
  readonly layouts: CatalogLayouts;
  readonly intake: ItemIntake;
  readonly outbox: OutboxApplier;
  readonly refill: VectorStoreRefill;
  readonly imports: ImportRunner;
  readonly encoderSwitch: EncoderSwitch;
  readonly #upkeep: LayoutUpkeep;

  constructor(ports: EmbeddingPipelinePorts, settings: EmbeddingPipelineSettings = {}) {
    const { clock = () => new Date(), onProblem = () => undefined, retireAfterMs = 10_000 } = settings;
    const projection = new ItemProjection(ports);
    const encoders = new CatalogEncoders(ports);
    this.encoders = encoders;
    const texts = new TextSpreadMeasurement({ ...ports, encoders, clock, onProblem });
    const fitter = new LayoutFitter({ ...ports, texts, maxSampledItems: settings.maxSampledItems ?? 50_000 });
    const cacheMs = settings.layoutCacheMs ?? 1000;
    this.layouts = new CatalogLayouts({ ...ports, fitter, encoders, clock, cacheMs });
    const stagesOf = rememberStages(ports, settings);
    const stages = async (catalog: string) => stagesOf(await this.layouts.openToWrite(catalog));
    const { layouts } = this;
    const completer = new BlockCompleter({ ...ports, stages });
    this.outbox = new OutboxApplier({ ...ports, layouts, projection, completer });
    this.refill = new VectorStoreRefill({
      ...ports,
      layouts,
      encoders,
      fitter,
      texts,
      projection,
      clock,
      retireAfterMs,
    });
    const maxInlineItems = settings.maxInlineItems ?? 2000;
    this.#upkeep = new LayoutUpkeep({
      ...ports,
      layouts: this.layouts,
      refill: this.refill,
      texts,
      encoders,
      maxInlineItems,
      onProblem,
    });
    this.intake = new ItemIntake({
      ...ports,
      stages,
      textAttributes: settings.textAttributes ?? [],
      clips: createClipEncoder(ports, settings),
      outbox: this.outbox,
      queue: new CatalogQueue(),
      upkeep: this.#upkeep,
      clock,
    });
    this.imports = new ImportRunner({ ...ports, ...this.#stages(), clock });
    this.encoderSwitch = new EncoderSwitch({ ...ports, ...this.#stages(), encoders, refill: this.refill, stagesOf });
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

function createClipEncoder(
  { audio, blocks }: EmbeddingPipelinePorts,
  { clipConcurrency = 4 }: EmbeddingPipelineSettings,
): ClipEncoder | undefined {
  if (audio === undefined) return undefined;
  return new ClipEncoder({ model: audio.model, loader: audio.clips, blocks, concurrency: clipConcurrency });
}
