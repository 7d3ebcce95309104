import type { ImageEmbeddingModel, TextEmbeddingModel } from './embedding-model.ts';
import { TowersMismatchError } from './errors.ts';

type WithTower<Model> = Model & Pick<ImageEmbeddingModel, 'textTower'>;

/** The same model with another text tower, or with none. */
export function withTextTower<Model extends ImageEmbeddingModel>(
  model: Model,
  textTower: TextEmbeddingModel | undefined,
): WithTower<Model> {
  return {
    ...model,
    textTower,
    embedImages: (images, options) => model.embedImages(images, options),
    close: () => model.close(),
  };
}

/**
 * The photo model with the text model as its tower where both name the same space; a tower that it has already stays.
 * @throws TowersMismatchError for one space and two dimensions
 */
export function pairBySpace<Model extends ImageEmbeddingModel>(
  image: Model,
  text: TextEmbeddingModel,
): WithTower<Model> {
  const { textTower, spec }: ImageEmbeddingModel = image;
  const { space, dimension } = spec;
  if (textTower !== undefined || space === undefined || text.spec.space !== space) return image;
  if (text.spec.dimension !== dimension) throw new TowersMismatchError(text.spec, image.spec);
  return withTextTower(image, text);
}
