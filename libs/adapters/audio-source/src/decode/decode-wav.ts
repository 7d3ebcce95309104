import { decoder } from '@audio/decode-wav';
import { MonoTrack } from './mono-track.ts';
import { readWavHeader, type WavHeader } from './wav-header.ts';

/** Decoded at a time, so that the channels of a long clip are never in memory all at once. */
const PIECE_BYTES = 1 << 20;

/** @throws DamagedAudioError, UnsupportedAudioFormatError, TruncatedAudioError, AudioTooLongError */
export function decodeWav(bytes: Uint8Array, maxSeconds: number): ReturnType<MonoTrack['finish']> {
  const header = readWavHeader(bytes);
  const { dataStart, dataEnd, bytesPerFrame } = header;
  const track = new MonoTrack(maxSeconds);
  const wav = decoder();
  try {
    wav.decode(plainHeader(header));
    const step = Math.max(1, Math.floor(PIECE_BYTES / bytesPerFrame)) * bytesPerFrame;
    for (let at = dataStart; at < dataEnd; at += step) {
      const { channelData, sampleRate } = wav.decode(bytes.subarray(at, Math.min(dataEnd, at + step)));
      track.add('WAV', channelData, sampleRate);
    }
  } finally {
    wav.free();
  }
  return track.finish('WAV');
}

/** What the decoder must know and nothing else: it stumbles over other chunks of odd length. */
function plainHeader({ formatChunk, dataStart, dataEnd }: WavHeader): Uint8Array {
  const data = Buffer.from('data\0\0\0\0', 'latin1');
  data.writeUInt32LE(dataEnd - dataStart, 4);
  return Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), formatChunk, data]);
}
