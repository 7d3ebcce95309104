export * from './decode-image.ts';
export * from './errors.ts';
export type { DecodeLimits } from './image-pipeline.ts';
export * from './image-source.ts';
export * from './public-address.ts';
export type { ObjectStorageCredentials, ObjectStorageOptions } from './s3-image-loader.ts';
export { sniffImage, type ImageFormat } from './sniff-image.ts';
export * from './thumbnail.ts';
export type { Timers } from './timers.ts';
