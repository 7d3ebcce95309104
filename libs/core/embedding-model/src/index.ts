export * from './check-input.ts';
export * from './check-model.ts';
export * from './embedding-model.ts';
export * from './encoder-id.ts';
export * from './encoder-url.ts';
export * from './errors.ts';
export * from './painted-image.ts';
export * from './remember-queries.ts';
