import type { Interaction, InteractionType } from '@kindred/catalog';

/** How much one event says about what a shopper wants, on a scale where a purchase is 1. Negative: does not want. */
export const TYPE_WEIGHTS: Readonly<Record<Exclude<InteractionType, 'rating'>, number>> = {
  purchase: 1,
  cart: 0.6,
  like: 0.5,
  click: 0.2,
  view: 0.1,
  dislike: -0.5,
};

/** After so many days an event counts half. */
export const HALF_LIFE_DAYS = 30;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Type weight × 0.5^(age / 30 days); events of the future count as of now. A rating of 5 counts like a like, 3 nothing, 1 like a dislike.
 * A purchase 30 days ago → 0.5; a rating of 4 today → 0.25.
 */
export function interactionWeight({ type, value = 3, occurredAt }: Interaction, now: Date): number {
  const ageDays = Math.max(0, now.getTime() - occurredAt.getTime()) / DAY_MS;
  const weight = type === 'rating' ? (TYPE_WEIGHTS.like * (value - 3)) / 2 : TYPE_WEIGHTS[type];
  return weight * 0.5 ** (ageDays / HALF_LIFE_DAYS);
}
