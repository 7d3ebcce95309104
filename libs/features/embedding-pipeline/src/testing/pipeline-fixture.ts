import type { ItemInput } from '@kindred/catalog';
import {
  encoderId,
  fixedEncoders,
  type EmbeddingMatrix,
  type EmbedOptions,
  type PcmClip,
  type PixelImage,
} from '@kindred/embedding-model';
import {
  HashAudioEmbeddingModel,
  HashImageEmbeddingModel,
  HashTextEmbeddingModel,
} from '@kindred/embedding-model/testing';
import { InMemoryVectorStore } from '@kindred/vector-store';
import {
  EmbeddingPipeline,
  type EmbeddingPipelinePorts,
  type EmbeddingPipelineSettings,
} from '../embedding-pipeline.ts';
import { InMemoryBlockStore } from './in-memory-block-store.ts';
import { InMemoryEncoderChoices } from './in-memory-encoder-choices.ts';
import { InMemoryItemRepository } from './in-memory-item-repository.ts';
import { InMemoryItemWriter } from './in-memory-item-writer.ts';
import { InMemoryLayoutRepository } from './in-memory-layout-repository.ts';
import { InMemoryRunRepository } from './in-memory-run-repository.ts';
import { InMemoryTables } from './in-memory-tables.ts';
import { PlayedClipLoader } from './played-clip-loader.ts';
import { PaintedPhotoLoader } from './painted-photo-loader.ts';
import { UnreliableVectorStore } from './unreliable-vector-store.ts';

/** Remembers what it was asked to embed. */
export class CountingTextModel extends HashTextEmbeddingModel {
  readonly embedded: string[] = [];

  override async embedDocuments(texts: readonly string[], options: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    this.embedded.push(...texts);
    return super.embedDocuments(texts, options);
  }
}

/** Counts the photos it was asked to embed. */
export class CountingImageModel extends HashImageEmbeddingModel {
  embedded = 0;

  override async embedImages(images: readonly PixelImage[], options: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    this.embedded += images.length;
    return super.embedImages(images, options);
  }
}

/** Counts the clips it was asked to embed. */
export class CountingAudioModel extends HashAudioEmbeddingModel {
  embedded = 0;

  override async embedClips(clips: readonly PcmClip[], options: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    this.embedded += clips.length;
    return super.embedClips(clips, options);
  }
}

/** A "database" and a vector store that outlive a process, and a way to start processes on them. */
export class PipelineFixture {
  readonly tables = new InMemoryTables();
  readonly items = new InMemoryItemRepository(this.tables);
  readonly writer = new InMemoryItemWriter(this.tables);
  readonly blocks = new InMemoryBlockStore(this.tables);
  readonly runs = new InMemoryRunRepository();
  readonly layouts = new InMemoryLayoutRepository();
  readonly choices = new InMemoryEncoderChoices();
  readonly store = new UnreliableVectorStore(new InMemoryVectorStore());
  readonly textModel = new CountingTextModel(16);
  readonly imageModel = new CountingImageModel(8);
  readonly photos = new PaintedPhotoLoader(this.imageModel.spec.input);
  readonly audioModel = new CountingAudioModel();
  readonly clips = new PlayedClipLoader(this.audioModel.spec.clip.sampleRate);
  readonly audioEncoderId = encoderId(this.audioModel.spec);
  /** Moved by hand. */
  now = new Date('2026-01-01T00:00:00Z');

  /** Each is like another process: nothing is shared but the database and the store. */
  openPipeline(settings: EmbeddingPipelineSettings = {}): EmbeddingPipeline {
    return new EmbeddingPipeline(this.ports(), { clock: () => this.now, ...settings });
  }

  /** As {@link openPipeline}, with an audio encoder too. */
  openPipelineWithAudio(settings: EmbeddingPipelineSettings = {}): EmbeddingPipeline {
    return new EmbeddingPipeline(this.ports(this.#audio()), { clock: () => this.now, ...settings });
  }

  /** Throws unless the active collection holds exactly the points that a refill from nothing would make. */
  async differences(catalog: string): Promise<string[]> {
    const active = await this.layouts.findActive(catalog);
    if (active === undefined) return this.tables.itemsOf(catalog).size === 0 ? [] : ['there is no layout'];
    const fresh = new InMemoryVectorStore();
    const hasAudio = active.layout.blocks.some(({ modality }) => modality === 'audio');
    const ports = this.ports({ store: fresh, ...(hasAudio ? this.#audio() : {}) });
    const other = new EmbeddingPipeline(ports, { clock: () => this.now });
    const { collection } = await other.refill.refill(catalog);
    const ids = [...this.tables.itemsOf(catalog).keys()];
    const [expected, actual] = [await fresh.fetch(collection, ids), await this.store.fetch(collection, ids)];
    const differing = ids.filter((id) => JSON.stringify(expected.get(id)) !== JSON.stringify(actual.get(id)));
    const points = await this.store.count(collection);
    return points === ids.length ? differing : [...differing, `${String(points)} points, ${String(ids.length)} items`];
  }

  /** With its models as the encoders of every catalog. */
  ports(replaced: Partial<EmbeddingPipelinePorts> = {}): EmbeddingPipelinePorts {
    const { items, writer, blocks, runs, layouts, choices, store, textModel, imageModel } = this;
    const models = fixedEncoders({ text: textModel, image: imageModel });
    const photos = () => this.photos;
    return { items, writer, blocks, runs, layouts, choices, store, photos, ...models, ...replaced };
  }

  #audio() {
    return { audio: { model: this.audioModel, clips: this.clips } };
  }
}

/** Item number n: its photo, price, brand and section follow from n. */
export function inputOf(n: number, changes: Partial<ItemInput> = {}): ItemInput {
  return {
    id: `item-${String(n)}`,
    title: `Lamp number ${String(n)}`,
    price: { amount: 10 + n, currency: 'EUR' },
    brand: `Brand ${String(n % 3)}`,
    section: ['Home', n % 2 === 0 ? 'Lamps' : 'Desks'],
    images: [`https://shop.example/${String(n)}.jpg`],
    ...changes,
  };
}
