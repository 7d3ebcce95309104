import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmbeddingMatrix } from '@kindred/embedding-model';
import { embedEach } from './embed-each.ts';

class OneInputError extends Error {
  readonly code = 'EMPTY_INPUT';
}

/** [n, n] for each n. Throws for negative ones. */
async function embed(batch: readonly number[]): Promise<EmbeddingMatrix> {
  const bad = batch.find((n) => n < 0);
  if (bad !== undefined) throw new OneInputError(`no ${String(bad)}`);
  return { rows: batch.length, dimension: 2, data: Float32Array.from(batch.flatMap((n) => [n, n])) };
}

describe('embedEach', () => {
  it('gives each input its own outcome, in any batch size', async () => {
    const inputs = fc.array(fc.integer({ min: -3, max: 20 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(inputs, fc.integer({ min: 1, max: 7 }), async (numbers, batchSize) => {
        const outcomes = await embedEach(numbers, embed, { batchSize });
        expect(outcomes).toEqual(
          numbers.map((n) => (n < 0 ? { failure: `no ${String(n)}` } : { vector: Float32Array.of(n, n) })),
        );
      }),
    );
  });

  it('throws when all of a batch fail for reasons of the model, and goes no further', async () => {
    let calls = 0;
    const broken = async (): Promise<EmbeddingMatrix> => {
      calls++;
      throw new Error('out of memory');
    };
    await expect(embedEach([1, 2, 3, 4], broken, { batchSize: 2 })).rejects.toThrow('out of memory');
    expect(calls).toBe(3);
  });

  it('stops with the signal', async () => {
    await expect(
      embedEach([1], embed, { batchSize: 1, signal: AbortSignal.abort(new Error('enough')) }),
    ).rejects.toThrow('enough');
  });
});
