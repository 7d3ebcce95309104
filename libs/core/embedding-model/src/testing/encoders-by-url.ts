import type { ImageEmbeddingModel, TextEmbeddingModel } from '../embedding-model.ts';
import type { EncoderSource } from '../encoder-source.ts';
import { EncoderUnknownError } from '../errors.ts';

/** Test double: models that are open already, by URL. */
export class EncodersByUrl implements EncoderSource {
  readonly #texts: ReadonlyMap<string, TextEmbeddingModel>;
  readonly #images: ReadonlyMap<string, ImageEmbeddingModel>;

  constructor(models: {
    readonly text?: Readonly<Record<string, TextEmbeddingModel>>;
    readonly image?: Readonly<Record<string, ImageEmbeddingModel>>;
  }) {
    this.#texts = new Map(Object.entries(models.text ?? {}));
    this.#images = new Map(Object.entries(models.image ?? {}));
  }

  async openText(url: string): Promise<TextEmbeddingModel> {
    return known(this.#texts, url);
  }

  async openImage(url: string): Promise<ImageEmbeddingModel> {
    return known(this.#images, url);
  }
}

function known<Model>(models: ReadonlyMap<string, Model>, url: string): Model {
  const model = models.get(url);
  if (model === undefined) throw new EncoderUnknownError(url, [...models.keys()]);
  return model;
}
