import type { CatalogModels } from './catalog-encoders.ts';
import { completeLimits, type PhotoLimits } from './photos/photo-limits.ts';
import { createEncodingStages, type EncodingStages, type EncodingStagesOptions } from './encoding-stages.ts';

export interface StagesSettings extends Partial<Pick<EncodingStagesOptions, 'textAttributes' | 'textBatchSize'>> {
  /** Where they differ from the defaults. */
  readonly photoLimits?: Partial<Omit<PhotoLimits, 'batchSize'>>;
  /** Photos of one call of the image model; default 8. */
  readonly imageBatchSize?: number;
}

/** One per pair of models: catalogs with the same encoders share them. */
export function rememberStages(
  { blocks, photos }: Pick<EncodingStagesOptions, 'blocks' | 'photos'>,
  settings: StagesSettings,
): (models: CatalogModels) => EncodingStages {
  const { photoLimits, imageBatchSize, textAttributes = [], textBatchSize = 32 } = settings;
  const batchSize = imageBatchSize === undefined ? {} : { batchSize: imageBatchSize };
  const options = {
    blocks,
    photos,
    photoLimits: completeLimits({ ...photoLimits, ...batchSize }),
    textAttributes,
    textBatchSize,
  };
  const remembered = new WeakMap<object, WeakMap<object, EncodingStages>>();
  return (models) => {
    const ofImage = remembered.get(models.image) ?? new WeakMap<object, EncodingStages>();
    remembered.set(models.image, ofImage);
    const stages = ofImage.get(models.text) ?? createEncodingStages(models, options);
    ofImage.set(models.text, stages);
    return stages;
  };
}
