import { compareCodePoints, type Interaction, type InteractionType } from '@kindred/catalog';
import { interactionWeight } from './interaction-weights.ts';

/** What a shopper's events with one item come to. */
export interface HistoryItem {
  readonly itemId: string;
  /** Σ of the events' weights; not 0. */
  readonly weight: number;
  /** The event that says most; for sentences. */
  readonly strongest: InteractionType;
}

export interface History {
  /** By falling weight, ties by id. */
  readonly liked: readonly HistoryItem[];
  /** By falling strength of dislike. */
  readonly disliked: readonly HistoryItem[];
  /** Bought or disliked: never recommended. */
  readonly excluded: ReadonlySet<string>;
  /** Everything the shopper had to do with, `excluded` among it: recommended only when nothing else is left. */
  readonly seen: ReadonlySet<string>;
}

interface Running {
  weight: number;
  strongest: InteractionType;
  strongestWeight: number;
  newestOpinion?: Interaction;
}

/**
 * Sums up the events per item. An item is disliked if the shopper's newest opinion of it (like, dislike, rating) is bad, or
 * if its events come to less than nothing.
 */
export function readHistory(interactions: readonly Interaction[], now: Date): History {
  const items = new Map<string, Running>();
  for (const interaction of interactions) addTo(items, interaction, now);
  const all = [...items].map(([itemId, running]) => ({ itemId, running, isDisliked: isDisliked(running) }));
  const ranked = all
    .map(({ itemId, running: { weight, strongest }, isDisliked }) => ({ itemId, weight, strongest, isDisliked }))
    .sort(
      (left, right) => Math.abs(right.weight) - Math.abs(left.weight) || compareCodePoints(left.itemId, right.itemId),
    );
  const withoutMark = ({ itemId, weight, strongest }: HistoryItem): HistoryItem => ({ itemId, weight, strongest });
  const bought = interactions.filter(({ type }) => type === 'purchase').map(({ itemId }) => itemId);
  const disliked = ranked.filter((item) => item.isDisliked);
  return {
    liked: ranked.filter((item) => !item.isDisliked && item.weight > 0).map(withoutMark),
    disliked: disliked.map((item) => ({ ...withoutMark(item), weight: -Math.abs(item.weight) })),
    excluded: new Set([...bought, ...disliked.map(({ itemId }) => itemId)]),
    seen: new Set(items.keys()),
  };
}

function addTo(items: Map<string, Running>, interaction: Interaction, now: Date): void {
  const weight = interactionWeight(interaction, now);
  const running = items.get(interaction.itemId) ?? {
    weight: 0,
    strongest: interaction.type,
    strongestWeight: -Infinity,
  };
  items.set(interaction.itemId, running);
  running.weight += weight;
  if (weight > running.strongestWeight) {
    running.strongest = interaction.type;
    running.strongestWeight = weight;
  }
  if (!['like', 'dislike', 'rating'].includes(interaction.type)) return;
  if (running.newestOpinion === undefined || interaction.occurredAt > running.newestOpinion.occurredAt)
    running.newestOpinion = interaction;
}

function isDisliked({ weight, newestOpinion }: Running): boolean {
  if (newestOpinion?.type === 'dislike') return true;
  return weight < 0 || (newestOpinion?.type === 'rating' && (newestOpinion.value ?? 3) < 3);
}
