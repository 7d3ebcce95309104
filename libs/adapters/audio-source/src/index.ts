export * from './clip-decoder.ts';
export * from './clip-reader.ts';
export * from './errors.ts';
export { sniffAudio, type AudioFormat } from './sniff-audio.ts';
