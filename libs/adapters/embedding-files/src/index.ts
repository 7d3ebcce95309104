export * from './embedding-file.ts';
export * from './errors.ts';
export * from './open-embedding-file.ts';
