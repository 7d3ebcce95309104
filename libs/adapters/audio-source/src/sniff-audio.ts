import { NotAudioError, UnsupportedAudioFormatError } from './errors.ts';

export type AudioFormat = 'WAV' | 'MP3';

interface Signature {
  readonly pattern: RegExp;
  readonly name: string;
}

/** Matched against the first 512 bytes, one character a byte (latin1). MP3: a tag, or a frame of MPEG 1, 2 or 2.5, layer III. */
const SOUNDS: readonly (Signature & { readonly name: AudioFormat })[] = [
  { pattern: /^RIFF[^]{4}WAVE/, name: 'WAV' },
  { pattern: /^(ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef])/, name: 'MP3' },
];

const OTHER_SOUNDS: readonly Signature[] = [
  { pattern: /^(RF64|BW64)[^]{4}WAVE/, name: 'RF64' },
  { pattern: /^fLaC/, name: 'FLAC' },
  { pattern: /^OggS/, name: 'Ogg' },
  { pattern: /^[^]{4}ftypM4[AB]/, name: 'M4A (AAC)' },
  { pattern: /^\xff[\xf0\xf1\xf8\xf9]/, name: 'AAC' },
  { pattern: /^FORM[^]{4}AIF[FC]/, name: 'AIFF' },
  { pattern: /^#!AMR/, name: 'AMR' },
  { pattern: /^MThd/, name: 'MIDI' },
  { pattern: /^\xff[\xe4-\xe7\xf4-\xf7\xfc-\xff][\x10-\xef]/, name: 'MPEG layer I or II' },
];

const NOT_SOUNDS: readonly Signature[] = [
  { pattern: /^(\xff\xd8\xff|\x89PNG|GIF8|RIFF[^]{4}WEBP|II\x2a\x00|MM\x00\x2a)/, name: 'a picture' },
  { pattern: /^([^]{4}ftyp|\x1a\x45\xdf\xa3|RIFF[^]{4}AVI )/, name: 'a video' },
  { pattern: /^\s*%PDF-/, name: 'a PDF document' },
  { pattern: /^\s*(<!--[^]{0,300}-->\s*)?<(!doctype html|html|head|body|script)/i, name: 'an HTML page' },
  { pattern: /^version https:\/\/git-lfs/, name: 'a Git-LFS pointer' },
  { pattern: /^#EXTM3U/, name: 'a playlist' },
  { pattern: /^\s*[[{]/, name: 'a JSON document' },
  { pattern: /^PK\x03\x04/, name: 'a ZIP archive or an office document' },
  { pattern: /^\x1f\x8b/, name: 'gzip-compressed data' },
  { pattern: /^(\x7fELF|MZ)/, name: 'a program' },
  { pattern: /^[\t\n\r\x20-\x7e\x80-\xff]+$/, name: 'plain text' },
];

/**
 * Tells the format by the first bytes; names and headers are not believed.
 *
 * @throws NotAudioError, UnsupportedAudioFormatError
 */
export function sniffAudio(bytes: Uint8Array): AudioFormat {
  if (bytes.length === 0) throw new NotAudioError('nothing (0 bytes)');
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512)).toString('latin1');
  const sound = SOUNDS.find(({ pattern }) => pattern.test(head));
  if (sound !== undefined) return sound.name;
  const other = OTHER_SOUNDS.find(({ pattern }) => pattern.test(head));
  if (other !== undefined) throw new UnsupportedAudioFormatError(other.name);
  throw new NotAudioError(NOT_SOUNDS.find(({ pattern }) => pattern.test(head))?.name ?? 'data of an unknown kind');
}
