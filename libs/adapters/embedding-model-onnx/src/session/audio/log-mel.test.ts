import { readFileSync } from 'node:fs';
import { clipWindows } from '@kindred/embedding-model';
import { describe, expect, it } from 'vitest';
import type { LogMelInput } from '../../manifest/audio-manifest.ts';
import { frameCount, LogMel } from './log-mel.ts';

interface Golden {
  readonly dims: readonly number[];
  /** Frame → its 64 values in dB. */
  readonly frames: Readonly<Record<string, readonly number[]>>;
}

const golden = JSON.parse(readFileSync(new URL('clap-log-mel.golden.json', import.meta.url), 'utf8')) as Golden;
const CLAP: LogMelInput = {
  name: 'input_features',
  features: 'logMel',
  layout: 'NCTF',
  nFft: 1024,
  hop: 480,
  mels: 64,
  fMin: 50,
  fMax: 14_000,
  melScale: 'slaney',
  melNorm: 'slaney',
  power: 2,
  log: 'dB',
  floor: 1e-10,
  centre: true,
  mean: 0,
  std: 1,
};
const RATE = 8000;
const small = (changes: Partial<LogMelInput> = {}): LogMelInput => ({
  ...CLAP,
  nFft: 512,
  hop: 160,
  mels: 40,
  fMin: 0,
  fMax: 4000,
  melNorm: 'none',
  ...changes,
});
const tone = (hertz: number, samples = 4000): Float32Array =>
  Float32Array.from({ length: samples }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / RATE));

function spectrogram(input: LogMelInput, window: Float32Array): { frames: number; values: Float32Array } {
  const logMel = new LogMel(input, RATE, window.length);
  const values = new Float32Array(logMel.frames * input.mels);
  logMel.write(window, values);
  return { frames: logMel.frames, values };
}

describe('LogMel', () => {
  it('gives what transformers.js gives for CLAP, a short clip repeated and padded', () => {
    const samples = Float32Array.from({ length: 180_000 }, (_, i) => {
      const t = i / 48_000;
      const sweep = 0.2 * Math.sin(2 * Math.PI * (1000 + 300 * t) * t);
      return 0.4 * Math.sin(2 * Math.PI * 440 * t) + sweep + 0.05 * Math.sin(2 * Math.PI * 7000 * t * t);
    });
    const spec = {
      sampleRate: 48_000,
      windowSeconds: 10,
      shorter: 'repeatPad',
      longer: 'average',
      maxWindows: 4,
    } as const;
    const [window = new Float32Array(0)] = clipWindows(samples, spec);
    const logMel = new LogMel(CLAP, 48_000, window.length);
    const values = new Float32Array(logMel.frames * CLAP.mels);
    logMel.write(window, values);
    expect([1, 1, logMel.frames, CLAP.mels]).toEqual(golden.dims);
    for (const [frame, expected] of Object.entries(golden.frames))
      expected.forEach((decibels, band) =>
        expect(values[Number(frame) * CLAP.mels + band], `frame ${frame}, band ${String(band)}`).toBeCloseTo(
          decibels,
          2,
        ),
      );
  });

  it.each([200, 440, 1000, 2500])(
    'hears a tone of %d Hz in the band around it, at the energy of a Hann window',
    (hertz) => {
      const { frames, values } = spectrogram(small(), tone(hertz));
      const middle = values.subarray(Math.floor(frames / 2) * 40, Math.floor(frames / 2) * 40 + 40);
      const loudest = middle.indexOf(Math.max(...middle));
      // Evenly spaced on the scale, from 0 to 4,000 Hz; the scale itself is tested elsewhere.
      const mel = hertz < 1000 ? (hertz * 3) / 200 : 15 + Math.log(hertz / 1000) / (Math.log(6.4) / 27);
      const top = 15 + Math.log(4) / (Math.log(6.4) / 27);
      expect(Math.abs(loudest + 1 - (mel / top) * 41)).toBeLessThanOrEqual(1);
      // Parseval: half the spectrum holds 512/2 · Σ (hann · sin)² = 512/2 · 512 · 3/16, spread over the bands that hear it.
      const total = middle.reduce((sum, decibels) => sum + 10 ** (decibels / 10), 0);
      expect(10 * Math.log10(total)).toBeCloseTo(10 * Math.log10((512 / 2) * 512 * (3 / 16)), 0);
    },
  );

  it('lays out frames and bands as the layout says', () => {
    const byFrame = spectrogram(small({ layout: 'NTF' }), tone(440));
    const byBand = spectrogram(small({ layout: 'NFT' }), tone(440));
    const { frames } = byFrame;
    for (const [frame, band] of [
      [0, 0],
      [3, 7],
      [frames - 1, 39],
    ] as const)
      expect(byBand.values[band * frames + frame]).toBe(byFrame.values[frame * 40 + band]);
  });

  it('scales: natural, log10 and dB of energies or magnitudes, floor, mean and standard deviation', () => {
    const at = (changes: Partial<LogMelInput>) => spectrogram(small(changes), tone(440)).values[400] ?? NaN;
    const decibels = at({});
    expect(at({ log: 'log10' })).toBeCloseTo(decibels / 10, 5);
    expect(at({ log: 'natural' })).toBeCloseTo((decibels / 10) * Math.LN10, 4);
    expect(at({ mean: -20, std: 4 })).toBeCloseTo((decibels + 20) / 4, 5);
    expect(at({ power: 1 })).not.toBeCloseTo(decibels, 1);
    const silence = spectrogram(small({ floor: 1e-4 }), new Float32Array(4000)).values;
    expect(new Set(silence)).toEqual(new Set([-40]));
  });

  it('counts frames around their times, or only those that lie inside', () => {
    expect(frameCount(4000, small())).toBe(26);
    expect(frameCount(4000, small({ centre: false }))).toBe(22);
    expect(frameCount(4000, small({ centre: false, frameLength: 400 }))).toBe(23);
    expect(frameCount(480_000, CLAP)).toBe(1001);
  });
});
