export * from './clock.ts';
export * from './encoder-settings.ts';
export * from './errors.ts';
export * from './http-image-embedding-model.ts';
export * from './http-text-embedding-model.ts';
