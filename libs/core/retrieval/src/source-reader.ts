import { ItemNotFoundError } from '@kindred/catalog';
import {
  encoderId,
  type EmbedOptions,
  type ImageEmbeddingModel,
  type PixelImage,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import type { VectorStore } from '@kindred/vector-store';
import type { ActiveCollection } from './active-collections.ts';
import { QueryEncoderMismatchError } from './errors.ts';
import { ownBlocks } from './item-blocks.ts';
import type { SourceBlocks } from './mix-blocks.ts';
import type { PhotoSource, QuerySource, TextSource } from './query-source.ts';

export interface QueryModels {
  readonly text: TextEmbeddingModel;
  readonly image: ImageEmbeddingModel;
}

/** Opens the models of a catalog when a search has words or a photo. */
export type QueryModelsOf = (catalog: string, active: ActiveCollection) => Promise<QueryModels>;

/** What one search reads from. */
export interface ReadContext extends EmbedOptions {
  readonly catalog: string;
  readonly active: ActiveCollection;
}

/** Turns sources into blocks: one fetch for all items, one batch for all photos. */
export class SourceReader {
  readonly #store: VectorStore;
  readonly #modelsOf: QueryModelsOf;

  constructor(store: VectorStore, models: QueryModels | QueryModelsOf) {
    this.#store = store;
    this.#modelsOf = typeof models === 'function' ? models : () => Promise.resolve(models);
  }

  /** In the order of the sources. @throws ItemNotFoundError, QueryEncoderMismatchError, and what the models throw */
  async read(sources: readonly QuerySource[], context: ReadContext): Promise<SourceBlocks[]> {
    const [items, texts, photos] = await Promise.all([
      this.#readItems(sources, context),
      this.#readTexts(
        sources.filter((source) => source.kind === 'text'),
        context,
      ),
      this.#readPhotos(
        sources.filter((source) => source.kind === 'photo'),
        context,
      ),
    ]);
    return sources.map((source) => ({ blocks: blocksOf(source, { items, texts, photos }), weight: source.weight }));
  }

  async #readItems(sources: readonly QuerySource[], { catalog, active }: ReadContext): Promise<Map<string, Blocks>> {
    const ids = [...new Set(sources.flatMap((source) => (source.kind === 'item' ? [source.itemId] : [])))];
    if (ids.length === 0) return new Map();
    const points = await this.#store.fetch(active.collection, ids);
    const missing = ids.filter((id) => !points.has(id));
    if (missing.length > 0) throw new ItemNotFoundError(catalog, missing);
    return new Map([...points].map(([id, point]) => [id, ownBlocks(active.stored.layout, point)]));
  }

  async #readTexts(sources: readonly TextSource[], context: ReadContext): Promise<Map<string, Float32Array>> {
    const texts = [...new Set(sources.map(({ text }) => text))];
    if (texts.length === 0) return new Map();
    const { text: model } = await this.#modelsOf(context.catalog, context.active);
    if (!hasModality(context, 'text', model)) return new Map();
    const vectors = texts.map(async (text): Promise<[string, Float32Array]> => [
      text,
      await model.embedQuery(text, embedOptions(context)),
    ]);
    return new Map(await Promise.all(vectors));
  }

  async #readPhotos(sources: readonly PhotoSource[], context: ReadContext): Promise<Map<PixelImage, Float32Array>> {
    const photos = [...new Set(sources.map(({ pixels }) => pixels))];
    if (photos.length === 0) return new Map();
    const { image: model } = await this.#modelsOf(context.catalog, context.active);
    if (!hasModality(context, 'image', model)) return new Map();
    const { data, dimension } = await model.embedImages(photos, embedOptions(context));
    return new Map(photos.map((photo, row) => [photo, data.slice(row * dimension, (row + 1) * dimension)]));
  }
}

type Blocks = ReadonlyMap<string, Float32Array>;

interface ReadParts {
  readonly items: ReadonlyMap<string, Blocks>;
  readonly texts: ReadonlyMap<string, Float32Array>;
  readonly photos: ReadonlyMap<PixelImage, Float32Array>;
}

function blocksOf(source: QuerySource, { items, texts, photos }: ReadParts): Blocks {
  switch (source.kind) {
    case 'item':
      return items.get(source.itemId) ?? new Map<string, Float32Array>();
    case 'text':
      return single('text', texts.get(source.text));
    case 'photo':
      return single('image', photos.get(source.pixels));
    case 'blocks':
      return source.blocks;
  }
}

function single(modality: string, vector: Float32Array | undefined): Blocks {
  return new Map(vector === undefined ? [] : [[modality, vector]]);
}

/** Whether the layout has the modality. @throws QueryEncoderMismatchError if another model made its blocks */
function hasModality(
  { catalog, active }: ReadContext,
  modality: 'text' | 'image',
  model: TextEmbeddingModel | ImageEmbeddingModel,
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
