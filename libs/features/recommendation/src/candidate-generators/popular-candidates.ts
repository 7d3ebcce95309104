import type { InteractionRepository, ItemRepository } from '@kindred/catalog';
import { TYPE_WEIGHTS } from '../interests/interaction-weights.ts';
import type { CandidateGenerator, CandidateRequest } from './candidate-generator.ts';

/** What was popular longer ago counts only where nothing is popular now. */
const RECENT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Events of items that are gone take places in the ranking; a few more are asked for. */
const RESERVE = 50;

/** What shoppers bought, put into carts, liked and looked at most in the last 30 days; then what they did ever. */
export class PopularCandidates implements CandidateGenerator {
  readonly name = 'POPULAR';
  readonly #interactions: InteractionRepository;
  readonly #items: ItemRepository;

  constructor(interactions: InteractionRepository, items: ItemRepository) {
    this.#interactions = interactions;
    this.#items = items;
  }

  async findCandidates(request: CandidateRequest): Promise<string[]> {
    const since = new Date(request.now.getTime() - RECENT_DAYS * DAY_MS);
    const recent = await this.#popular(request, since);
    if (recent.length >= request.limit) return recent;
    return [...new Set([...recent, ...(await this.#popular(request))])].slice(0, request.limit);
  }

  async #popular({ catalog, filter, limit, exclude }: CandidateRequest, since?: Date): Promise<string[]> {
    const popular = await this.#interactions.popular(catalog, {
      limit: limit + exclude.size + RESERVE,
      typeWeights: TYPE_WEIGHTS,
      ...(since === undefined ? {} : { since }),
      ...(filter === undefined ? {} : { filter }),
    });
    const liked = popular
      .filter(({ itemId, weight }) => weight > 0 && !exclude.has(itemId))
      .map(({ itemId }) => itemId);
    // Events may arrive before their items, and stay when items go.
    const existing = await this.#items.findMany(catalog, liked);
    return liked.filter((id) => existing.has(id)).slice(0, limit);
  }
}
