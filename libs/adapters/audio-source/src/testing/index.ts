export * from './sounds.ts';
export * from './write-wav.ts';
export * from './write-mp3.ts';
