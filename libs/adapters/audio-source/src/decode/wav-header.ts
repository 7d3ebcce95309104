import { DamagedAudioError, TruncatedAudioError, UnsupportedAudioFormatError } from '../errors.ts';

/** What a WAV file says of itself, checked against its bytes. */
export interface WavHeader {
  readonly sampleRate: number;
  readonly channels: number;
  /** Of one moment: all channels. */
  readonly bytesPerFrame: number;
  /** The chunk `fmt `, name and size included. */
  readonly formatChunk: Uint8Array;
  /** Where the samples are, in bytes from the start of the file. */
  readonly dataStart: number;
  readonly dataEnd: number;
}

type Format = Omit<WavHeader, 'dataStart' | 'dataEnd'>;

const EXTENSIBLE = 0xff_fe;
/** Format tag → bits that a sample may have. */
const CODECS: Readonly<Record<number, readonly number[]>> = {
  1: [8, 16, 24, 32],
  3: [32, 64],
  6: [8],
  7: [8],
};
const MAX_CHANNELS = 8;
const [MIN_RATE, MAX_RATE] = [1000, 384_000];
/** Written by programs that do not know the length yet; the samples go on to the end of the file. */
const UNKNOWN_SIZES: ReadonlySet<number> = new Set([0, 0x7f_ff_ff_ff, 0xff_ff_ff_ff]);

/**
 * Reads the chunks before the samples. Every number that a decoder would size its memory by is looked at here, before it decodes.
 *
 * @throws DamagedAudioError, UnsupportedAudioFormatError, TruncatedAudioError
 */
export function readWavHeader(bytes: Uint8Array): WavHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    if (type === 'fmt ') format = { ...readFormat(view, at + 8, size), formatChunk: bytes.subarray(at, at + 8 + size) };
    if (type === 'data') {
      if (format === undefined) throw new DamagedAudioError('WAV', 'the samples come before what they are');
      return { ...format, ...dataRange(bytes.length, at + 8, size, format) };
    }
    // Chunks begin at even places.
    at += 8 + size + (size % 2);
  }
  throw new DamagedAudioError('WAV', `it has no ${format === undefined ? 'description of its samples' : 'samples'}`);
}

function readFormat(view: DataView, at: number, size: number): Omit<Format, 'formatChunk'> {
  if (size < 16 || at + size > view.byteLength) throw new DamagedAudioError('WAV', 'its header is cut off');
  const tag = view.getUint16(at, true);
  const codec = tag === EXTENSIBLE && size >= 26 ? view.getUint16(at + 24, true) : tag;
  const channels = view.getUint16(at + 2, true);
  const sampleRate = view.getUint32(at + 4, true);
  const bytesPerFrame = view.getUint16(at + 12, true);
  const bits = view.getUint16(at + 14, true);
  const allowed = CODECS[codec];
  if (allowed === undefined) throw new UnsupportedAudioFormatError(`compressed WAV (codec ${String(codec)})`);
  if (!allowed.includes(bits)) throw new DamagedAudioError('WAV', `samples of ${String(bits)} bits`);
  if (channels < 1 || channels > MAX_CHANNELS)
    throw new DamagedAudioError('WAV', `${String(channels)} channels; 1 to ${String(MAX_CHANNELS)} are read`);
  if (sampleRate < MIN_RATE || sampleRate > MAX_RATE)
    throw new DamagedAudioError('WAV', `${String(sampleRate)} samples per second`);
  if (bytesPerFrame !== (channels * bits) / 8)
    throw new DamagedAudioError(
      'WAV',
      `${String(bytesPerFrame)} bytes for ${String(channels)} samples of ${String(bits)} bits`,
    );
  return { sampleRate, channels, bytesPerFrame };
}

function dataRange(
  fileBytes: number,
  dataStart: number,
  size: number,
  { bytesPerFrame, sampleRate }: Pick<WavHeader, 'bytesPerFrame' | 'sampleRate'>,
): { readonly dataStart: number; readonly dataEnd: number } {
  const there = fileBytes - dataStart;
  const promised = UNKNOWN_SIZES.has(size) ? there : size;
  if (promised > there) {
    const seconds = (length: number): string => `${(length / bytesPerFrame / sampleRate).toFixed(1)} s of sound`;
    throw new TruncatedAudioError('WAV', seconds(promised), seconds(there));
  }
  return { dataStart, dataEnd: dataStart + promised - (promised % bytesPerFrame) };
}
