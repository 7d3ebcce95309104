import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximalMarginalRelevance } from './maximal-marginal-relevance.ts';

const candidate = (itemId: string, relevance: number, group: string) => ({ itemId, relevance, group });
type Candidate = ReturnType<typeof candidate>;
const similarity = (left: Candidate, right: Candidate): number => (left.group === right.group ? 1 : 0);

describe('maximalMarginalRelevance', () => {
  it('agrees with an example worked by hand', () => {
    // diversity 0.3: a 0.7 · 0.9 = 0.63 first. Then b: 0.7 · 0.85 - 0.3 · 1 = 0.295, c: 0.7 · 0.6 = 0.42. Then b.
    const candidates = [candidate('b', 0.85, 'x'), candidate('a', 0.9, 'x'), candidate('c', 0.6, 'y')];
    const ids = (diversity: number, limit = 3): string[] =>
      maximalMarginalRelevance(candidates, { diversity, limit, similarity }).map(({ itemId }) => itemId);
    expect(ids(0.3)).toEqual(['a', 'c', 'b']);
    expect(ids(0)).toEqual(['a', 'b', 'c']);
    expect(ids(0.3, 2)).toEqual(['a', 'c']);
  });

  it('gives each candidate at most once, the same ones in whatever order they come, and the most relevant first', () => {
    const groups = fc.constantFrom('x', 'y', 'z');
    const items = fc.uniqueArray(
      fc.record({
        itemId: fc.string({ minLength: 1 }),
        relevance: fc.integer({ min: -100, max: 100 }).map((n) => n / 100 + 0),
        group: groups,
      }),
      {
        selector: ({ itemId }) => itemId,
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(
        items,
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        fc.integer({ min: 1, max: 9 }),
        (candidates, diversity, limit) => {
          const taken = maximalMarginalRelevance(candidates, { diversity, limit, similarity });
          expect(taken).toHaveLength(Math.min(limit, candidates.length));
          expect(new Set(taken).size).toBe(taken.length);
          expect(maximalMarginalRelevance([...candidates].reverse(), { diversity, limit, similarity })).toEqual(taken);
          expect(taken[0]?.relevance).toBe(Math.max(...candidates.map(({ relevance }) => relevance)));
        },
      ),
    );
  });
});
