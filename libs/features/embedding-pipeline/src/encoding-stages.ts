import type { BlockStore } from '@kindred/catalog';
import { encoderId, type ImageInputSpec } from '@kindred/embedding-model';
import { BlockEncoder } from './block-encoder.ts';
import type { CatalogModels } from './catalog-encoders.ts';
import type { PhotoLoader } from './photo-loader.ts';
import { PhotoResolver } from './photo-resolver.ts';

/** Reads photos and encodes with the models of one catalog. */
export interface EncodingStages {
  readonly photos: PhotoResolver;
  readonly encoder: BlockEncoder;
}

export interface EncodingStagesOptions {
  readonly blocks: BlockStore;
  /** Gives photos prepared for a model. */
  readonly photos: (input: ImageInputSpec) => PhotoLoader;
  readonly photoConcurrency: number;
  readonly textAttributes: readonly string[];
  readonly imageBatchSize: number;
  readonly textBatchSize: number;
}

export function createEncodingStages(models: CatalogModels, options: EncodingStagesOptions): EncodingStages {
  const { blocks, photos, photoConcurrency, ...batching } = options;
  return {
    photos: new PhotoResolver({
      loader: photos(models.image.spec.input),
      blocks,
      encoderId: encoderId(models.image.spec),
      concurrency: photoConcurrency,
    }),
    encoder: new BlockEncoder({ blocks, imageModel: models.image, textModel: models.text, ...batching }),
  };
}
