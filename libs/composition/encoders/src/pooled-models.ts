import type { ImageEmbeddingModel, TextEmbeddingModel } from '@kindred/embedding-model';

/** Runs work with a model that is open while it lasts. */
export type WithModel<Model> = <Result>(work: (model: Model) => Promise<Result>) => Promise<Result>;

/** A text model whose encoder may be closed between two calls. */
export class PooledTextModel implements TextEmbeddingModel {
  readonly spec: TextEmbeddingModel['spec'];
  readonly #withModel: WithModel<TextEmbeddingModel>;

  constructor(spec: TextEmbeddingModel['spec'], withModel: WithModel<TextEmbeddingModel>) {
    this.spec = spec;
    this.#withModel = withModel;
  }

  embedDocuments: TextEmbeddingModel['embedDocuments'] = (texts, options) =>
    this.#withModel((model) => model.embedDocuments(texts, options));

  embedQuery: TextEmbeddingModel['embedQuery'] = (text, options) =>
    this.#withModel((model) => model.embedQuery(text, options));

  /** Does nothing: the encoder belongs to its pool. */
  async close(): Promise<void> {}
}

/** An image model whose encoder may be closed between two calls. */
export class PooledImageModel implements ImageEmbeddingModel {
  readonly spec: ImageEmbeddingModel['spec'];
  readonly textTower: ImageEmbeddingModel['textTower'];
  readonly #withModel: WithModel<ImageEmbeddingModel>;

  constructor(
    { spec, textTower }: Pick<ImageEmbeddingModel, 'spec' | 'textTower'>,
    withModel: WithModel<ImageEmbeddingModel>,
  ) {
    this.spec = spec;
    this.textTower = textTower;
    this.#withModel = withModel;
  }

  embedImages: ImageEmbeddingModel['embedImages'] = (images, options) =>
    this.#withModel((model) => model.embedImages(images, options));

  /** Does nothing: the encoder belongs to its pool. */
  async close(): Promise<void> {}
}
