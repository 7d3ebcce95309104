export * from './bundled-encoders.ts';
export * from './errors.ts';
