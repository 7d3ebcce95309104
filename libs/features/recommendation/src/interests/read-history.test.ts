import { describe, expect, it } from 'vitest';
import type { Interaction } from '@kindred/catalog';
import { interactionWeight } from './interaction-weights.ts';
import { readHistory } from './read-history.ts';

const NOW = new Date('2026-03-01T00:00:00Z');

function event(type: Interaction['type'], itemId: string, daysAgo = 0, value?: number): Interaction {
  const occurredAt = new Date(NOW.getTime() - daysAgo * 24 * 60 * 60 * 1000);
  return { userId: 'u', itemId, type, occurredAt, ...(value === undefined ? {} : { value }) };
}

describe('interactionWeight', () => {
  it('halves every 30 days, and orders purchase over cart over like over click over view over nothing', () => {
    expect(interactionWeight(event('purchase', 'a', 30), NOW)).toBeCloseTo(0.5);
    expect(interactionWeight(event('purchase', 'a', 60), NOW)).toBeCloseTo(0.25);
    const types = ['purchase', 'cart', 'like', 'click', 'view', 'dislike'] as const;
    const weights = types.map((type) => interactionWeight(event(type, 'a'), NOW));
    expect(weights).toEqual([...weights].sort((left, right) => right - left));
    expect(weights.at(-1)).toBeLessThan(0);
  });

  it('takes ratings for likes and dislikes, and events of the future for events of now', () => {
    expect([5, 4, 3, 1].map((value) => interactionWeight(event('rating', 'a', 0, value), NOW))).toEqual([
      0.5, 0.25, 0, -0.5,
    ]);
    expect(interactionWeight(event('view', 'a', -1), NOW)).toBe(interactionWeight(event('view', 'a', 0), NOW));
  });
});

describe('readHistory', () => {
  it('adds up the events of an item and names the one that says most', () => {
    const history = readHistory([event('view', 'a'), event('cart', 'a'), event('view', 'b'), event('click', 'c')], NOW);
    expect(history.liked.map(({ itemId, strongest }) => [itemId, strongest])).toEqual([
      ['a', 'cart'],
      ['c', 'click'],
      ['b', 'view'],
    ]);
    expect(history.liked[0]?.weight).toBeCloseTo(0.7);
  });

  it('excludes what was bought and what is disliked by the newest opinion', () => {
    const history = readHistory(
      [
        event('purchase', 'bought'),
        event('like', 'was liked', 9),
        event('dislike', 'was liked', 1),
        event('dislike', 'is liked', 9),
        event('like', 'is liked', 1),
        event('rating', 'badly rated', 1, 1),
        event('view', 'badly rated', 0),
      ],
      NOW,
    );
    expect([...history.excluded].sort()).toEqual(['badly rated', 'bought', 'was liked']);
    expect(history.liked.map(({ itemId }) => itemId).sort()).toEqual(['bought', 'is liked']);
    expect(history.disliked.every(({ weight }) => weight <= 0)).toBe(true);
    expect(history.seen.size).toBe(4);
  });
});
