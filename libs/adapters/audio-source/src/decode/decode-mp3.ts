import { MPEGDecoder } from 'mpg123-decoder';
import { DamagedAudioError, TruncatedAudioError } from '../errors.ts';
import { MonoTrack } from './mono-track.ts';

/** Decoded at a time: at the lowest bit rate, one byte is a thousandth of a second. */
const PIECE_BYTES = 1 << 16;

/** @throws DamagedAudioError, TruncatedAudioError, AudioTooLongError */
export async function decodeMp3(bytes: Uint8Array, maxSeconds: number): Promise<ReturnType<MonoTrack['finish']>> {
  const promised = promisedBytes(bytes);
  if (promised !== undefined && promised.bytes > bytes.length - promised.from)
    throw new TruncatedAudioError(
      'MP3',
      `${String(promised.bytes)} bytes of sound`,
      `${String(bytes.length - promised.from)}`,
    );
  const track = new MonoTrack(maxSeconds);
  const mp3 = new MPEGDecoder();
  await mp3.ready;
  let lastError: string | undefined;
  try {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const { channelData, samplesDecoded, sampleRate, errors } = mp3.decode(bytes.subarray(at, at + PIECE_BYTES));
      lastError = errors.at(-1)?.message ?? lastError;
      if (samplesDecoded > 0) track.add('MP3', channelData, sampleRate);
    }
  } finally {
    mp3.free();
  }
  if (lastError !== undefined) throw new DamagedAudioError('MP3', lastError.split('\n')[0]?.slice(0, 200) ?? '');
  return track.finish('MP3');
}

/** Where the first frame begins, and how many bytes a Xing, or Info, header says that there are from there on; most files have one. */
function promisedBytes(bytes: Uint8Array): { readonly from: number; readonly bytes: number } | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const from = file.subarray(0, 3).toString('latin1') === 'ID3' ? 10 + syncSafe(file) : 0;
  const frame = file.subarray(from, from + 200);
  const at = Math.max(frame.indexOf('Xing', 0, 'latin1'), frame.indexOf('Info', 0, 'latin1'));
  if (at < 0 || at + 16 > frame.length) return undefined;
  const flags = frame.readUInt32BE(at + 4);
  if ((flags & 2) === 0) return undefined;
  const count = frame.readUInt32BE(at + 8 + ((flags & 1) === 0 ? 0 : 4));
  return count === 0 ? undefined : { from, bytes: count };
}

/** The size of an ID3v2 tag: four times seven bits. */
function syncSafe(file: Buffer): number {
  return [6, 7, 8, 9].reduce((size, at) => size * 128 + ((file[at] ?? 0) & 0x7f), 0);
}
