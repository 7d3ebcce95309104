import { DamagedAudioError } from '../errors.ts';
import { sniffAudio } from '../sniff-audio.ts';
import { decodeMp3 } from './decode-mp3.ts';
import { decodeWav } from './decode-wav.ts';
import { resample } from './resample.ts';

export interface DecodeRequest {
  readonly bytes: Uint8Array;
  /** Of the sound wanted, in Hz. */
  readonly sampleRate: number;
  readonly maxSeconds: number;
}

/** Mono sound at the rate asked for. @throws AudioSourceError */
export async function decodeClip({ bytes, sampleRate, maxSeconds }: DecodeRequest): Promise<Float32Array<ArrayBuffer>> {
  const format = sniffAudio(bytes);
  const decoded = format === 'WAV' ? decodeWav(bytes, maxSeconds) : await decodeMp3(bytes, maxSeconds);
  const samples = await resample(decoded.samples, decoded.sampleRate, sampleRate);
  if (samples.length === 0) throw new DamagedAudioError(format, 'it is too short to be heard');
  return samples;
}
