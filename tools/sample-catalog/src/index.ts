export * from './build-sample-catalog.ts';
export * from './errors.ts';
export * from './generator/generate-catalog.ts';
export type { GroundTruth, NearCopy, NearCopyKind, Outlier, VariantGroup } from './sample/listing.ts';
export type { ShopperTaste } from './sample/shoppers.ts';
export type { BlockDimensions, GeneratedBlocks } from './generator/generate-blocks.ts';
export * from './generator/write-catalog-csv.ts';
