export * from './errors.ts';
export * from './vector-store.ts';
