export * from './colour-pair.ts';
