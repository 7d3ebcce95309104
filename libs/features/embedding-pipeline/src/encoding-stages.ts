import type { BlockStore } from '@kindred/catalog';
import { encoderId, type ImageInputSpec } from '@kindred/embedding-model';
import { BlockEncoder } from './block-encoder.ts';
import type { CatalogModels } from './catalog-encoders.ts';
import { PhotoEncoder } from './photos/photo-encoder.ts';
import type { PhotoLimits } from './photos/photo-limits.ts';
import type { PhotoLoader } from './photos/photo-loader.ts';
import { PhotoResolver } from './photos/photo-resolver.ts';

/** Reads photos and encodes with the models of one catalog. */
export interface EncodingStages {
  readonly photos: PhotoResolver;
  readonly encoder: BlockEncoder;
}

export interface EncodingStagesOptions {
  readonly blocks: BlockStore;
  /** Gives photos prepared for a model. */
  readonly photos: (input: ImageInputSpec) => PhotoLoader;
  readonly photoLimits: PhotoLimits;
  readonly textAttributes: readonly string[];
  readonly textBatchSize: number;
}

export function createEncodingStages({ image, text }: CatalogModels, options: EncodingStagesOptions): EncodingStages {
  const { blocks, photos, photoLimits: limits, ...texts } = options;
  const id = encoderId(image.spec);
  const loader = photos(image.spec.input);
  const findStored = (hashes: readonly string[]) => blocks.findBlocks(id, hashes);
  return {
    photos: new PhotoResolver({
      loader,
      encoder: new PhotoEncoder({ loader, model: image, findStored, limits }),
      blocks,
      encoderId: id,
    }),
    encoder: new BlockEncoder({ blocks, imageModel: image, textModel: text, ...texts }),
  };
}
