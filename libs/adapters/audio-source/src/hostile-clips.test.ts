import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ClipDecoder } from './clip-decoder.ts';
import { AudioSourceError } from './errors.ts';
import { tone } from './testing/sounds.ts';
import { writeMp3 } from './testing/write-mp3.ts';
import { writeWav } from './testing/write-wav.ts';

const RATE = 8000;
const decoder = new ClipDecoder({ maxSeconds: 5 });
afterAll(() => decoder.close());

const wav = Buffer.from(writeWav([tone(440, 1, RATE)], { sampleRate: RATE }));
const mp3 = Buffer.from(writeMp3(tone(440, 1, 16_000), 16_000));
const patched = (file: Buffer, at: number, ...bytes: number[]): Buffer => {
  const copy = Buffer.from(file);
  copy.set(bytes, at);
  return copy;
};
/** A first frame without sound, in which a Xing header says how many bytes there are. */
const withXing = (bytes: number): Buffer => {
  const frame = Buffer.from(mp3.subarray(0, 300));
  frame.fill(0, 4);
  frame.write('Xing', 21, 'latin1');
  frame.writeUInt32BE(2, 25);
  frame.writeUInt32BE(bytes, 29);
  return Buffer.concat([frame, mp3]);
};
const text = (content: string): Buffer => Buffer.from(content, 'latin1');

const HOSTILE: readonly (readonly [what: string, bytes: Uint8Array, code: string, told: string])[] = [
  ['nothing', Buffer.alloc(0), 'NOT_AUDIO', 'nothing (0 bytes)'],
  ['words', text('this is not a clip of sound'), 'NOT_AUDIO', 'plain text'],
  ['a web page', text('<!doctype html><html></html>'), 'NOT_AUDIO', 'an HTML page'],
  ['a picture', text('\x89PNG\r\n\x1a\n0000'), 'NOT_AUDIO', 'a picture'],
  ['a JPEG, which begins almost as MP3 does', text('\xff\xd8\xff\xe0\0\x10JFIF'), 'NOT_AUDIO', 'a picture'],
  ['a zip archive', text('PK\x03\x04\x14\0'), 'NOT_AUDIO', 'a ZIP archive'],
  ['zeros', Buffer.alloc(10_000), 'NOT_AUDIO', 'data of an unknown kind'],
  ['a FLAC file', text('fLaC\0\0\0\x22'), 'UNSUPPORTED_AUDIO_FORMAT', 'FLAC'],
  ['an Ogg file', text('OggS\0\x02'), 'UNSUPPORTED_AUDIO_FORMAT', 'Ogg'],
  ['a WAV of 64 bit sizes', text('RF64\xff\xff\xff\xffWAVE'), 'UNSUPPORTED_AUDIO_FORMAT', 'RF64'],
  ['a compressed WAV', patched(wav, 20, 0x11), 'UNSUPPORTED_AUDIO_FORMAT', 'compressed WAV (codec 17)'],
  ['a WAV that ends in its header', wav.subarray(0, 30), 'DAMAGED_AUDIO', 'its header is cut off'],
  ['a WAV without samples', wav.subarray(0, 44 - 8), 'DAMAGED_AUDIO', 'it has no samples'],
  [
    'a WAV with an empty chunk of samples',
    writeWav([new Float32Array(0)], { sampleRate: RATE }),
    'DAMAGED_AUDIO',
    'no sound',
  ],
  ['half a WAV', wav.subarray(0, wav.length / 2), 'TRUNCATED_AUDIO', '1.0 s of sound, and there are 0.5 s'],
  [
    'a WAV that promises ten hours',
    writeWav([tone(440, 1, RATE)], { sampleRate: RATE, saidBytes: 36_000 * RATE * 2 }),
    'TRUNCATED_AUDIO',
    '36000.0 s of sound, and there are 1.0 s',
  ],
  ['a WAV of 65,535 channels', patched(wav, 22, 0xff, 0xff), 'DAMAGED_AUDIO', '65535 channels'],
  ['a WAV of no channel', patched(wav, 22, 0, 0), 'DAMAGED_AUDIO', '0 channels'],
  ['a WAV of one byte for a moment', patched(wav, 32, 1, 0), 'DAMAGED_AUDIO', '1 bytes for 1 samples of 16 bits'],
  ['a WAV at 4 GHz', patched(wav, 24, 0xff, 0xff, 0xff, 0xff), 'DAMAGED_AUDIO', '4294967295 samples per second'],
  ['a WAV at 0 Hz', patched(wav, 24, 0, 0, 0, 0), 'DAMAGED_AUDIO', '0 samples per second'],
  ['a WAV of samples of 17 bits', patched(wav, 34, 17), 'DAMAGED_AUDIO', '17 bits'],
  [
    'a WAV with a sample that is no number',
    writeWav([Float32Array.of(0, NaN)], { sampleRate: RATE, bits: 32, float: true }),
    'DAMAGED_AUDIO',
    'not a finite number',
  ],
  ['six seconds of WAV', writeWav([tone(440, 6, RATE)], { sampleRate: RATE }), 'AUDIO_TOO_LONG', 'longer than 5 s'],
  ['six seconds of MP3', writeMp3(tone(440, 6, 16_000), 16_000), 'AUDIO_TOO_LONG', 'longer than 5 s'],
  ['an MP3 that promises more bytes than it has', withXing(10_000_000), 'TRUNCATED_AUDIO', '10000000 bytes of sound'],
  ['an MP3 of one frame header', mp3.subarray(0, 4), 'DAMAGED_AUDIO', 'no sound'],
  ['a tag without an MP3', text(`ID3\x04\0\0\0\0\x0f\x7f${'\0'.repeat(2047)}`), 'DAMAGED_AUDIO', 'no sound'],
];

describe('ClipDecoder refuses', () => {
  it.each(HOSTILE)('%s', async (_, bytes, code, told) => {
    const refusal = await decoder.decode(bytes, RATE).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AudioSourceError);
    expect(refusal).toMatchObject({ code });
    expect((refusal as Error).message).toContain(told);
    expect((refusal as Error).message).not.toContain('\n');
  });

  it('nothing that is whole, and goes on after all of it', async () => {
    expect((await decoder.decode(wav, RATE)).samples.length).toBe(RATE);
    expect((await decoder.decode(withXing(mp3.length), 16_000)).samples.length).toBeGreaterThan(16_000);
  });

  it('or reads any bytes behind a true beginning, in time, and never dies of them', async () => {
    const beginnings = [wav.subarray(0, 44), wav.subarray(0, 20), mp3.subarray(0, 200), text('ID3\x04\0\0\0\0\0\0')];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 3000 }), async (start, rest) => {
        const outcome = await decoder.decode(Buffer.concat([start, rest]), RATE).catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(AudioSourceError);
          expect((outcome as AudioSourceError).code).not.toBe('AUDIO_DECODER_CRASHED');
        }
      }),
      { numRuns: 200 },
    );
  });
});
