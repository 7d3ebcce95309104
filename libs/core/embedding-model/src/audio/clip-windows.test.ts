import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClipInputSpec } from '../embedding-model.ts';
import { averageWindows, clipWindows, windowLength } from './clip-windows.ts';

const INPUT: ClipInputSpec = { sampleRate: 4, windowSeconds: 1, shorter: 'pad', longer: 'average', maxWindows: 3 };
const windowsOf = (samples: readonly number[], changes: Partial<ClipInputSpec> = {}) =>
  clipWindows(Float32Array.from(samples), { ...INPUT, ...changes }).map((window) => [...window]);

describe('clipWindows', () => {
  it.each([
    ['pad', [1, 2, 0, 0]],
    ['repeat', [1, 2, 1, 2]],
    ['repeatPad', [1, 2, 1, 2]],
  ] as const)('fills a short clip: %s', (shorter, expected) => {
    expect(windowsOf([1, 2], { shorter })).toEqual([expected]);
  });

  it('tells `repeat` from `repeatPad` where a clip does not fit a whole number of times', () => {
    expect(windowsOf([1, 2, 3], { shorter: 'repeat' })).toEqual([[1, 2, 3, 1]]);
    expect(windowsOf([1, 2, 3], { shorter: 'repeatPad' })).toEqual([[1, 2, 3, 0]]);
  });

  it('cuts a long clip, or spreads windows from its start to its end', () => {
    const long = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(windowsOf(long, { longer: 'cut' })).toEqual([[0, 1, 2, 3]]);
    expect(windowsOf(long)).toEqual([
      [0, 1, 2, 3],
      [3, 4, 5, 6],
      [6, 7, 8, 9],
    ]);
    expect(windowsOf(long, { maxWindows: 1 })).toEqual([[0, 1, 2, 3]]);
  });

  it('gives windows of one length, covers a clip that they suffice for, and copies no long clip', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 8 }), (length, maxWindows) => {
        const samples = Float32Array.from({ length }, (_, at) => at + 1);
        const windows = clipWindows(samples, { ...INPUT, maxWindows });
        expect(windows.length).toBeLessThanOrEqual(maxWindows);
        for (const window of windows) expect(window.length).toBe(windowLength(INPUT));
        if (length <= 4 * maxWindows)
          expect(new Set(windows.flatMap((window) => [...window].filter(Boolean))).size).toBe(length);
        if (length > 4) expect(windows.every(({ buffer }) => buffer === samples.buffer)).toBe(true);
      }),
    );
  });
});

describe('averageWindows', () => {
  it('takes the unit mean of each clip’s windows', () => {
    const { rows, data } = averageWindows(Float32Array.of(1, 0, 0, 1, 0.6, 0.8), 2, [2, 1]);
    expect(rows).toBe(2);
    [Math.SQRT1_2, Math.SQRT1_2, 0.6, 0.8].forEach((value, i) => expect(data[i]).toBeCloseTo(value, 6));
  });

  it('refuses windows that cancel each other out', () => {
    expect(() => averageWindows(Float32Array.of(1, 0, -1, 0), 2, [2])).toThrow('cancel each other out');
  });
});
