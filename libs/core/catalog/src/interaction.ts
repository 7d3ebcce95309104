export const INTERACTION_TYPES = ['view', 'click', 'cart', 'purchase', 'like', 'dislike', 'rating'] as const;
export type InteractionType = (typeof INTERACTION_TYPES)[number];

/** One event of a shopper with an item. */
export interface Interaction {
  /** Given by the caller to make recording idempotent; made from the content where absent. */
  readonly id?: string;
  readonly userId: string;
  readonly itemId: string;
  readonly type: InteractionType;
  /** Only with `rating`: 1 (worst) to 5 (best). */
  readonly value?: number;
  readonly occurredAt: Date;
  /** The answer that led to it, if any. */
  readonly recommendationId?: string;
}
