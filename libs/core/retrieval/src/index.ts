export * from './active-collections.ts';
export * from './errors.ts';
export * from './item-blocks.ts';
export * from './mix-blocks.ts';
export * from './query-source.ts';
export * from './similarity-search.ts';
export * from './source-reader.ts';
export * from './validate-search.ts';
