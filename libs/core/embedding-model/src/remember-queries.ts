import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { checkImages } from './check-input.ts';
import type { ImageEmbeddingModel, PixelImage, TextEmbeddingModel } from './embedding-model.ts';

/**
 * The same model, but the vectors of the last `maxEntries` query texts are remembered: whoever moves a weight asks with the same words
 * again and again. Documents are not remembered; the block store does that.
 */
export function rememberQueryTexts(model: TextEmbeddingModel, maxEntries: number): TextEmbeddingModel {
  const remembered = new LRUCache<string, Float32Array>({ max: maxEntries });
  return {
    spec: model.spec,
    embedDocuments: (texts, options) => model.embedDocuments(texts, options),
    embedQuery: async (text, options) => {
      const known = options?.signal?.aborted === true ? undefined : remembered.get(text);
      if (known !== undefined) return known.slice();
      const vector = await model.embedQuery(text, options);
      remembered.set(text, vector.slice());
      return vector;
    },
    close: () => {
      remembered.clear();
      return model.close();
    },
  };
}

/**
 * The same model, but the vectors of the last `maxEntries` photos are remembered by the hash of their pixels, and so are those of the last
 * texts that its text tower was asked for. Meant for queries.
 */
export function rememberPhotos(model: ImageEmbeddingModel, maxEntries: number): ImageEmbeddingModel {
  const remembered = new LRUCache<string, Float32Array>({ max: maxEntries });
  return {
    spec: model.spec,
    textTower: model.textTower && rememberQueryTexts(model.textTower, maxEntries),
    embedImages: async (images, options) => {
      // Here, because the model sees only the photos that are new and would count them differently.
      checkImages(images, model.spec.input, options?.signal);
      const keys = images.map(hashPixels);
      const unknown = images.filter((_, index) => !remembered.has(keys[index] ?? ''));
      // Taken before the model is asked: what it remembers then may push these out.
      const vectors = new Map(keys.flatMap((key) => entryOf(key, remembered.get(key))));
      const { dimension } = model.spec;
      const embedded = unknown.length === 0 ? undefined : await model.embedImages(unknown, options);
      unknown.forEach((image, row) => {
        const vector = embedded?.data.slice(row * dimension, (row + 1) * dimension) ?? new Float32Array(dimension);
        vectors.set(hashPixels(image), vector);
        remembered.set(hashPixels(image), vector);
      });
      const data = new Float32Array(images.length * dimension);
      keys.forEach((key, row) => data.set(vectors.get(key) ?? [], row * dimension));
      return { rows: images.length, dimension, data };
    },
    close: () => {
      remembered.clear();
      return model.close();
    },
  };
}

function entryOf(key: string, vector: Float32Array | undefined): [string, Float32Array][] {
  return vector === undefined ? [] : [[key, vector]];
}

function hashPixels({ width, height, data }: PixelImage): string {
  return createHash('sha256')
    .update(`${String(width)}x${String(height)}:`)
    .update(data)
    .digest('base64');
}
