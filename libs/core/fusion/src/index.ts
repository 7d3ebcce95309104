export * from './embedding-layout.ts';
