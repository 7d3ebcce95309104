export * from './decode-image.ts';
export * from './errors.ts';
export type { DecodeLimits } from './image-pipeline.ts';
export * from './image-source.ts';
export * from './public-address.ts';
export { sniffImage, type ImageFormat } from './sniff-image.ts';
export * from './thumbnail.ts';
