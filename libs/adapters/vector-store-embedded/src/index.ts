export * from './embedded-vector-store.ts';
