import {
  rememberPhotos,
  rememberQueryTexts,
  type AudioEmbeddingModel,
  type ImageEmbeddingModel,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import type { EmbeddingPipeline } from '@kindred/embedding-pipeline';
import type { QueryModels, QueryModelsOf } from '@kindred/retrieval';

/**
 * The models of each catalog; catalogs with equal encoders share them. Whoever moves a weight asks with the same words or photo
 * again and again, so their vectors are remembered. @param audio the encoder of sound, one for all catalogs
 */
export function rememberQueryModels(
  { encoders }: Pick<EmbeddingPipeline, 'encoders'>,
  audio: AudioEmbeddingModel | undefined,
): QueryModelsOf {
  const texts = new WeakMap<TextEmbeddingModel, TextEmbeddingModel>();
  const images = new WeakMap<ImageEmbeddingModel, ImageEmbeddingModel>();
  return async (catalog, { stored }): Promise<QueryModels> => {
    const { text, image } = await encoders.open(catalog, stored);
    return {
      text: remembered(texts, text, (model) => rememberQueryTexts(model, 1000)),
      image: remembered(images, image, (model) => rememberPhotos(model, 100)),
      ...(audio === undefined ? {} : { audio }),
    };
  };
}

function remembered<Model extends object>(known: WeakMap<Model, Model>, model: Model, make: (model: Model) => Model) {
  const found = known.get(model) ?? make(model);
  known.set(model, found);
  return found;
}
