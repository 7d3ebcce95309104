export * from './embedding-assertions.ts';
export * from './encoders-by-url.ts';
export * from './hash-image-embedding-model.ts';
export * from './hash-text-embedding-model.ts';
export * from './image-embedding-model-contract.ts';
export * from '../painted-image.ts';
export * from './text-embedding-model-contract.ts';
