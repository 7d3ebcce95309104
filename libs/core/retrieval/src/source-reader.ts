import { ItemNotFoundError } from '@kindred/catalog';
import {
  encoderId,
  type AudioEmbeddingModel,
  type EmbedOptions,
  type ImageEmbeddingModel,
  type PcmClip,
  type PixelImage,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import { spreadOf, transformBlock, type EmbeddingLayout } from '@kindred/fusion';
import type { VectorStore } from '@kindred/vector-store';
import type { ActiveCollection } from './active-collections.ts';
import { QueryEncoderMismatchError } from './errors.ts';
import { ownBlocks } from './item-blocks.ts';
import type { SourceBlocks } from './mix-blocks.ts';
import type { ComparisonSpreads } from './query-origin.ts';
import type { ClipSource, PhotoSource, QuerySource, TextSource } from './query-source.ts';
import { TextTowerWatch, type TextTowerWatchOptions } from './text-tower-watch.ts';
import { readWords, type ReadWords } from './word-reader.ts';

export interface QueryModels {
  readonly text: TextEmbeddingModel;
  /** With a text tower words are compared with photos too. */
  readonly image: ImageEmbeddingModel;
  /** Absent: nothing can be searched by sound. */
  readonly audio?: AudioEmbeddingModel;
}

/** Opens the models of a catalog when a search has words or a photo. */
export type QueryModelsOf = (catalog: string, active: ActiveCollection) => Promise<QueryModels>;

/** What one search reads from. */
export interface ReadContext extends EmbedOptions {
  readonly catalog: string;
  readonly active: ActiveCollection;
  /** Modalities that count; words are not encoded for photos that don't. */
  readonly wanted: ReadonlySet<string>;
}

export interface ReadSources {
  /** In the order of the sources. */
  readonly parts: readonly SourceBlocks[];
  /** Whether words should have been compared with photos and could not be: the text tower can't be used now. */
  readonly wordsLackPhotos: boolean;
}

/** Turns sources into blocks: one fetch for all items, one batch for all photos, and one for all clips. */
export class SourceReader {
  readonly #store: VectorStore;
  readonly #modelsOf: QueryModelsOf;
  readonly #towers: TextTowerWatch;

  constructor(store: VectorStore, models: QueryModels | QueryModelsOf, towers: TextTowerWatchOptions = {}) {
    this.#store = store;
    this.#towers = new TextTowerWatch(towers);
    this.#modelsOf = typeof models === 'function' ? models : () => Promise.resolve(models);
  }

  /** @throws ItemNotFoundError, QueryEncoderMismatchError, and what the models throw, but for the text tower of photos */
  async read(sources: readonly QuerySource[], context: ReadContext): Promise<ReadSources> {
    const [items, words, photos, clips] = await Promise.all([
      this.#readItems(sources, context),
      this.#readTexts(
        sources.filter((source) => source.kind === 'text'),
        context,
      ),
      this.#readPhotos(
        sources.filter((source) => source.kind === 'photo'),
        context,
      ),
      this.#readClips(
        sources.filter((source) => source.kind === 'clip'),
        context,
      ),
    ]);
    const parts = sources.map((source) => ({
      blocks: blocksOf(source, { items, texts: words.blocks, photos, clips }),
      weight: source.weight,
      origin: source.kind,
    }));
    return { parts, wordsLackPhotos: words.lackPhotos };
  }

  /** How far similarities spread in the catalog; those of words as far as they were measured with these models. */
  async spreads(catalog: string, active: ActiveCollection): Promise<ComparisonSpreads> {
    const { layout, statistics } = active.stored;
    const { spreads: blocks, textSpreads = {} } = statistics;
    const models = await this.#modelsOf(catalog, active);
    const comparers = { image: towerFor(layout, models), text: models.text };
    const texts = Object.entries(comparers).flatMap(([modality, model]): [string, number][] => {
      const measured = textSpreads[modality];
      const fits = measured !== undefined && model !== undefined && measured.encoderId === encoderId(model.spec);
      return fits ? [[modality, spreadOf({ [modality]: measured.spread }, modality)]] : [];
    });
    return { blocks, texts: Object.fromEntries(texts) };
  }

  async #readItems(sources: readonly QuerySource[], { catalog, active }: ReadContext): Promise<Map<string, Blocks>> {
    const ids = [...new Set(sources.flatMap((source) => (source.kind === 'item' ? [source.itemId] : [])))];
    if (ids.length === 0) return new Map();
    const points = await this.#store.fetch(active.collection, ids);
    const missing = ids.filter((id) => !points.has(id));
    if (missing.length > 0) throw new ItemNotFoundError(catalog, missing);
    return new Map([...points].map(([id, point]) => [id, ownBlocks(active.stored.layout, point)]));
  }

  async #readTexts(sources: readonly TextSource[], context: ReadContext): Promise<ReadWords> {
    const texts = [...new Set(sources.map(({ text }) => text))];
    if (texts.length === 0) return { blocks: new Map(), lackPhotos: false };
    const models = await this.#modelsOf(context.catalog, context.active);
    const text = hasModality(context, 'text', models.text) ? models.text : undefined;
    const tower = context.wanted.has('image') ? towerFor(context.active.stored.layout, models) : undefined;
    return readWords(texts, { text, tower }, { ...context, towers: this.#towers });
  }

  async #readPhotos(sources: readonly PhotoSource[], context: ReadContext): Promise<Map<PixelImage, Float32Array>> {
    const photos = [...new Set(sources.map(({ pixels }) => pixels))];
    if (photos.length === 0) return new Map();
    const { image } = await this.#modelsOf(context.catalog, context.active);
    if (!hasModality(context, 'image', image)) return new Map();
    const { data, dimension } = await image.embedImages(photos, embedOptions(context));
    const vectorOf = (row: number) => data.slice(row * dimension, (row + 1) * dimension);
    return new Map(photos.map((photo, row) => [photo, transformBlock(context.active.stored, 'image', vectorOf(row))]));
  }

  async #readClips(sources: readonly ClipSource[], context: ReadContext): Promise<Map<PcmClip, Float32Array>> {
    const clips = [...new Set(sources.map(({ clip }) => clip))];
    if (clips.length === 0) return new Map();
    const { audio } = await this.#modelsOf(context.catalog, context.active);
    if (audio === undefined || !hasModality(context, 'audio', audio)) return new Map();
    const { data, dimension } = await audio.embedClips(clips, embedOptions(context));
    const vectorOf = (row: number) => data.slice(row * dimension, (row + 1) * dimension);
    return new Map(clips.map((clip, row) => [clip, transformBlock(context.active.stored, 'audio', vectorOf(row))]));
  }
}

type Blocks = ReadonlyMap<string, Float32Array>;

interface ReadParts {
  readonly items: ReadonlyMap<string, Blocks>;
  readonly texts: ReadonlyMap<string, Blocks>;
  readonly photos: ReadonlyMap<PixelImage, Float32Array>;
  readonly clips: ReadonlyMap<PcmClip, Float32Array>;
}

function blocksOf(source: QuerySource, { items, texts, photos, clips }: ReadParts): Blocks {
  switch (source.kind) {
    case 'item':
      return items.get(source.itemId) ?? new Map<string, Float32Array>();
    case 'text':
      return texts.get(source.text) ?? new Map<string, Float32Array>();
    case 'photo': {
      const vector = photos.get(source.pixels);
      return new Map(vector === undefined ? [] : [['image', vector]]);
    }
    case 'clip': {
      const vector = clips.get(source.clip);
      return new Map(vector === undefined ? [] : [['audio', vector]]);
    }
    case 'blocks':
      return source.blocks;
  }
}

/** What compares words with the catalog's photos; undefined where nothing does, also where other models made the photos' vectors. */
function towerFor(layout: EmbeddingLayout, { image }: QueryModels): TextEmbeddingModel | undefined {
  const block = layout.blocks.find(({ modality }) => modality === 'image');
  return block?.encoderId === encoderId(image.spec) ? image.textTower : undefined;
}

/** Whether the layout has the modality. @throws QueryEncoderMismatchError if another model made its blocks */
function hasModality(
  { catalog, active }: ReadContext,
  modality: 'text' | 'image' | 'audio',
  model: TextEmbeddingModel | ImageEmbeddingModel | AudioEmbeddingModel,
): boolean {
  const block = active.stored.layout.blocks.find((candidate) => candidate.modality === modality);
  if (block === undefined) return false;
  const ofModel = encoderId(model.spec);
  if (block.encoderId !== ofModel)
    throw new QueryEncoderMismatchError(catalog, modality, { layout: block.encoderId, model: ofModel });
  return true;
}

function embedOptions({ signal }: ReadContext): EmbedOptions {
  return signal === undefined ? {} : { signal };
}
