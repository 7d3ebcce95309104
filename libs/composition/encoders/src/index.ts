export type { EncoderConfig, RunOptions } from './encoder-config.ts';
export * from './encoder-pool.ts';
export * from './errors.ts';
export * from './open-audio-encoder.ts';
export * from './open-encoder-url.ts';
export * from './open-encoders.ts';
export type { LocalFacts, Modality, OpenedModels } from './opened-models.ts';
