import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildBarScale, buildBarSegments, zeroPosition, type BarContribution } from './bar-geometry.ts';

const entry = (modality: string, contribution: number): BarContribution => ({ modality, contribution, imputed: false });

test('positive parts stack to the right of zero, negative ones to the left', () => {
  // low -0.2, high 0.6: the bar is 0.8 wide, so 0.2 is 25 %.
  const contributions = [entry('image', 0.4), entry('price', -0.2), entry('text', 0.2)];
  const scale = buildBarScale([{ contributions }], [0.5, -0.3, 0.1]);
  expect(scale.low).toBe(-0.2);
  expect(scale.high).toBeCloseTo(0.6);
  expect(zeroPosition(scale)).toBeCloseTo(25);
  const segments = buildBarSegments(contributions, scale);
  expect(segments.map(({ left }) => Math.round(left))).toEqual([25, 0, 75]);
  expect(segments.map(({ width }) => Math.round(width))).toEqual([50, 25, 25]);
});

test('the right end is the best possible score, not the best one seen', () => {
  const scale = buildBarScale([{ contributions: [entry('image', 0.5)] }], [0.6, 0.4]);
  expect(scale).toEqual({ low: 0, high: 1 });
});

test('a list without contributions has a scale', () => {
  expect(buildBarScale([], [])).toEqual({ low: 0, high: 1 });
});

test('segments stay inside the bar, never overlap, and their widths are the contributions', () => {
  const contribution = fc.record({
    modality: fc.string(),
    contribution: fc.double({ min: -1, max: 1, noNaN: true }),
    imputed: fc.boolean(),
  });
  const list = fc.array(fc.record({ contributions: fc.array(contribution, { maxLength: 7 }) }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(list, (results) => {
      const scale = buildBarScale(results, []);
      for (const { contributions } of results) {
        const segments = buildBarSegments(contributions, scale);
        let end = 0;
        for (const { left, width } of segments.filter(({ width }) => width > 1e-9).sort((a, b) => a.left - b.left)) {
          expect(left).toBeGreaterThanOrEqual(end - 1e-6);
          end = left + width;
        }
        expect(end).toBeLessThanOrEqual(100 + 1e-6);
        const unit = (scale.high - scale.low) / 100;
        for (const { width, contribution } of segments) expect(width * unit).toBeCloseTo(Math.abs(contribution), 9);
      }
    }),
  );
});
