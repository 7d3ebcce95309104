export * from './colour-pair.ts';
export * from './write-sound-encoder.ts';
