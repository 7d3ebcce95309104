import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planTextChunks } from '../thread/text-chunks.ts';
import { batchLimits } from './batch-limits.ts';
import { planTokenBatches } from './token-batches.ts';

const LIMITS = { rows: 8, paddedTokens: 512 };

describe('planTokenBatches', () => {
  it('puts texts of like length together', () => {
    expect(planTokenBatches([40, 8, 41, 9, 200], LIMITS)).toEqual([[1, 3], [0, 2], [4]]);
  });

  it('uses every text once, with at most 8 rows, 512 padded tokens and a fifth (and two tokens) of padding', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 256 }), { maxLength: 60 }), (lengths) => {
        const batches = planTokenBatches(lengths, LIMITS);
        expect(batches.flat().sort((a, b) => a - b)).toEqual(lengths.map((_, i) => i));
        for (const batch of batches) {
          const widths = batch.map((i) => lengths[i] ?? 0);
          expect(batch.length).toBeLessThanOrEqual(8);
          expect(Math.max(...widths) * batch.length).toBeLessThanOrEqual(512);
          expect(Math.max(...widths)).toBeLessThanOrEqual(Math.min(...widths) * 1.2 + 2);
        }
      }),
    );
  });
});

describe('planTextChunks', () => {
  it('uses every text once, at most 16 a chunk', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 3000, unit: 'grapheme' }), { maxLength: 50 }),
        (texts) => {
          const chunks = planTextChunks(texts, 256, batchLimits('cpu'));
          expect(chunks.flatMap(({ rows }) => rows).sort((a, b) => a - b)).toEqual(texts.map((_, i) => i));
          expect(Math.max(0, ...chunks.map(({ rows }) => rows.length))).toBeLessThanOrEqual(16);
          expect(Math.max(0, ...chunks.map(({ weight }) => weight))).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('keeps chunks of long texts small', () => {
    const chunks = planTextChunks(
      Array.from({ length: 10 }, () => 'wool '.repeat(500)),
      256,
      batchLimits('cpu'),
    );
    expect(chunks.map(({ rows }) => rows.length)).toEqual(Array(10).fill(1));
  });
});
