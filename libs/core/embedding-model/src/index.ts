export * from './embedding-model.ts';
export * from './encoder-id.ts';
