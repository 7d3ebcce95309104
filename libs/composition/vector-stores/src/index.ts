export * from './open-vector-store.ts';
export * from './settings.ts';
