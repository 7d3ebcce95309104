import type { CatalogModels } from './catalog-encoders.ts';
import { createEncodingStages, type EncodingStages, type EncodingStagesOptions } from './encoding-stages.ts';

export type StagesSettings = Partial<Omit<EncodingStagesOptions, 'blocks' | 'photos'>>;

/** One per pair of models: catalogs with the same encoders share them. */
export function rememberStages(
  { blocks, photos }: Pick<EncodingStagesOptions, 'blocks' | 'photos'>,
  settings: StagesSettings,
): (models: CatalogModels) => EncodingStages {
  const options = {
    blocks,
    photos,
    photoConcurrency: settings.photoConcurrency ?? 8,
    textAttributes: settings.textAttributes ?? [],
    imageBatchSize: settings.imageBatchSize ?? 8,
    textBatchSize: settings.textBatchSize ?? 32,
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
