import { describe, expect, it } from 'vitest';
import { loudnessAt } from '../test-fixtures/loudness-at.ts';
import { chord, noise, tone } from '../testing/sounds.ts';
import { writeMp3 } from '../testing/write-mp3.ts';
import { writeWav } from '../testing/write-wav.ts';
import { decodeClip } from './decode-clip.ts';

const RATE = 16_000;
const decode = (bytes: Uint8Array, maxSeconds = 60) => decodeClip({ bytes, sampleRate: RATE, maxSeconds });
const largestDifference = (left: Float32Array, right: Float32Array): number =>
  left.reduce((most, value, at) => Math.max(most, Math.abs(value - (right[at] ?? NaN))), 0);

describe('WAV', () => {
  it.each([
    ['8 bit', { bits: 8 }, 0.01],
    ['16 bit', { bits: 16 }, 1e-4],
    ['24 bit', { bits: 24 }, 1e-6],
    ['32 bit', { bits: 32 }, 1e-6],
    ['32 bit, floating point', { bits: 32, float: true }, 0],
  ] as const)('gives the samples that were written: %s', async (_, shape, tolerance) => {
    const samples = chord([300, 470], 0.5, RATE);
    const decoded = await decode(writeWav([samples], { sampleRate: RATE, ...shape }));
    expect(decoded.length).toBe(samples.length);
    expect(largestDifference(decoded, samples)).toBeLessThanOrEqual(tolerance);
  });

  it('averages the channels, across pieces of more than a megabyte', async () => {
    const [left, right] = [noise(20, RATE, 1), noise(20, RATE, 2)];
    const decoded = await decode(writeWav([left, right], { sampleRate: RATE, bits: 32, float: true }));
    const mean = left.map((value, at) => (value + (right[at] ?? NaN)) / 2);
    expect(largestDifference(decoded, mean)).toBeLessThan(1e-6);
  });

  it('reads samples behind other chunks, of odd length too, and of a length that the header does not know', async () => {
    const samples = tone(440, 0.1, RATE);
    const file = Buffer.from(writeWav([samples], { sampleRate: RATE }));
    const list = Buffer.concat([Buffer.from('LIST\x03\0\0\0abc\0', 'latin1')]);
    const withList = Buffer.concat([file.subarray(0, 36), list, file.subarray(36)]);
    for (const bytes of [withList, writeWav([samples], { sampleRate: RATE, saidBytes: 0xff_ff_ff_ff })])
      expect((await decode(bytes)).length).toBe(samples.length);
  });
});

describe('MP3', () => {
  it.each([16_000, 44_100, 48_000])('gives the tone that was encoded at %d Hz', async (sampleRate) => {
    const decoded = await decode(writeMp3(tone(440, 1, sampleRate), sampleRate));
    // The encoder's delay and its last frame make it a little longer.
    expect(Math.abs(decoded.length / RATE - 1)).toBeLessThan(0.15);
    expect(loudnessAt(decoded.subarray(2000, 15_000), RATE, 440)).toBeCloseTo(0.4, 1);
    for (const other of [220, 550, 660])
      expect(loudnessAt(decoded.subarray(2000, 15_000), RATE, other)).toBeLessThan(0.02);
  });
});

describe('resampling', () => {
  it.each([
    [44_100, 440],
    [44_100, 3000],
    [8000, 440],
    [22_050, 1000],
    [96_000, 6000],
    [48_000, 6500],
  ])('keeps length, pitch and loudness of a sine: %d Hz to 16,000, at %d Hz', async (sampleRate, hertz) => {
    const sine = Float32Array.from(
      { length: sampleRate },
      (_, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / sampleRate),
    );
    const decoded = await decode(writeWav([sine], { sampleRate, bits: 32, float: true }));
    expect(Math.abs(decoded.length - RATE)).toBeLessThanOrEqual(1);
    expect(loudnessAt(decoded, RATE, hertz)).toBeCloseTo(0.5, 2);
    for (const other of [hertz - 20, hertz + 20]) expect(loudnessAt(decoded, RATE, other)).toBeLessThan(0.002);
  });

  it('leaves out what the new rate cannot hold, instead of folding it back', async () => {
    const sampleRate = 48_000;
    const sine = Float32Array.from(
      { length: sampleRate },
      (_, at) => 0.5 * Math.sin((2 * Math.PI * 11_000 * at) / sampleRate),
    );
    const decoded = await decode(writeWav([sine], { sampleRate, bits: 32, float: true }));
    expect(Math.max(...decoded.subarray(500, -500).map(Math.abs))).toBeLessThan(0.001);
  });
});
