import type { InteractionRepository, Interaction, ItemFilter, ItemRepository, Weights } from '@kindred/catalog';
import { LayoutNotFoundError } from '@kindred/fusion';
import type { SimilaritySearch } from '@kindred/retrieval';
import type { CandidateGenerator, CandidateRequest } from './candidate-generators/candidate-generator.ts';
import { NearestToInterestsCandidates } from './candidate-generators/nearest-to-interests-candidates.ts';
import { NewArrivalsCandidates } from './candidate-generators/new-arrivals-candidates.ts';
import { PopularCandidates } from './candidate-generators/popular-candidates.ts';
import { collectCandidates, type Candidates } from './collect-candidates.ts';
import { InvalidRecommendationRequestError } from './errors.ts';
import { buildInterests, type Interest } from './interests/build-interests.ts';
import { itemSimilarity, type Blocks } from './interests/item-vector.ts';
import { readHistory, type History } from './interests/read-history.ts';
import { reasonSentence } from './reason-sentence.ts';
import type { RecommendationRequest, Recommendations, RecommendedItem } from './recommendation.ts';
import { maximalMarginalRelevance } from './reranker/maximal-marginal-relevance.ts';
import { InterestScorer, type ScoredCandidate } from './scorer/interest-scorer.ts';
import { InterestSearch } from './scorer/interest-search.ts';

export interface RecommenderOptions {
  readonly search: SimilaritySearch;
  readonly items: ItemRepository;
  readonly interactions: InteractionRepository;
  readonly clock: () => Date;
  /** Makes ids of answers, for example `randomUUID`. */
  readonly newId: () => string;
}

/** The newest events of a shopper that count; older ones have little weight. */
const MAX_HISTORY = 500;
/** Items of the history that interests are made of, by weight. */
const MAX_HISTORY_ITEMS = 200;
const DEFAULT_DIVERSITY = 0.3;
/** How much less a shopper's smallest interest counts than the largest, in points of score. */
const SMALL_INTEREST_PENALTY = 0.1;

/** Recommends items to a shopper: generators name candidates, the scorer compares them, the reranker varies them. */
export class Recommender {
  readonly #options: RecommenderOptions;
  readonly #scorer: InterestScorer;
  readonly #nearest: CandidateGenerator;
  readonly #fallbacks: readonly CandidateGenerator[];

  constructor(options: RecommenderOptions) {
    this.#options = options;
    const search = new InterestSearch(options.search);
    this.#scorer = new InterestScorer(search);
    this.#nearest = new NearestToInterestsCandidates(search);
    this.#fallbacks = [
      new PopularCandidates(options.interactions, options.items),
      new NewArrivalsCandidates(options.items),
    ];
  }

  /**
   * Never what the shopper bought or disliked; what they have only seen comes last, when nothing else is left. Equal
   * requests on equal data give equal items. @throws InvalidRecommendationRequestError, InvalidWeightsError, InvalidFilterError
   */
  async recommend(request: RecommendationRequest): Promise<Recommendations> {
    checkRequest(request);
    const now = this.#options.clock();
    const history = readHistory(await this.#loadEvents(request), now);
    const interests = await this.#loadInterests(request, history);
    const filter = filterOf(request);
    const common = {
      catalog: request.catalog,
      interests,
      weights: request.weights,
      filter,
      now,
      signal: request.signal,
    };
    const items = await this.#pick({ ...common, exclude: history.seen, limit: request.limit }, request.diversity);
    const missing = request.limit - items.length;
    if (missing > 0 && history.seen.size > history.excluded.size) {
      const exclude = new Set([...history.excluded, ...items.map(({ itemId }) => itemId)]);
      items.push(...(await this.#pick({ ...common, exclude, limit: missing }, request.diversity)));
    }
    return { recommendationId: this.#options.newId(), items };
  }

  async #loadEvents({ catalog, userId, session = [] }: RecommendationRequest): Promise<Interaction[]> {
    return [...session, ...(await this.#options.interactions.listByUser(catalog, userId, MAX_HISTORY))];
  }

  async #loadInterests({ catalog, weights }: RecommendationRequest, history: History): Promise<Interest[]> {
    const liked = history.liked.slice(0, MAX_HISTORY_ITEMS);
    if (liked.length === 0) return [];
    const disliked = history.disliked.slice(0, MAX_HISTORY_ITEMS);
    const blocks = await this.#loadBlocks(
      catalog,
      [...liked, ...disliked].map(({ itemId }) => itemId),
    );
    return buildInterests({ ...history, liked, disliked }, blocks, weights);
  }

  async #pick(request: CandidateRequest, diversity = DEFAULT_DIVERSITY): Promise<RecommendedItem[]> {
    // More than asked, so that the reranker has a choice.
    const wider = { ...request, limit: Math.max(30, request.limit * 3) };
    const candidates = await collectCandidates([this.#nearest, ...this.#fallbacks], wider);
    const scored = await this.#scorer.score([...candidates.keys()], request);
    if (scored.size === 0) return interleave(candidates, request.limit);
    const blocks = await this.#loadBlocks(request.catalog, [...scored.keys()]);
    const largest = request.interests[0]?.share ?? 1;
    const relevant = [...scored.values()].map((candidate) => ({
      ...candidate,
      relevance: candidate.score - SMALL_INTEREST_PENALTY * (1 - candidate.interest.share / largest),
    }));
    const similarity = (left: ScoredCandidate, right: ScoredCandidate): number =>
      similarityOf(blocks, request.weights, left.itemId, right.itemId);
    const chosen = maximalMarginalRelevance(relevant, { diversity, limit: request.limit, similarity });
    return this.#explain(request, chosen, { candidates, blocks });
  }

  async #explain(
    { catalog, weights }: CandidateRequest,
    chosen: readonly ScoredCandidate[],
    { candidates, blocks }: { candidates: Candidates; blocks: ReadonlyMap<string, Blocks> },
  ): Promise<RecommendedItem[]> {
    const because = chosen.map(({ itemId, interest }) => closestMember(interest, blocks.get(itemId), weights));
    const ids = [...new Set(because.flatMap((member) => member?.itemId ?? []))];
    const items = await this.#options.items.findMany(catalog, ids);
    return chosen.map(({ itemId, score, contributions }, index) => {
      const generators = candidates.get(itemId) ?? [];
      const generator = generators[0] ?? 'NEAREST_TO_INTERESTS';
      const member = because[index];
      const title = items.get(member?.itemId ?? '')?.title;
      const shown = member === undefined || title === undefined ? undefined : { title, type: member.strongest };
      const common = { itemId, score, generator, generators, contributions, reason: reasonSentence(generator, shown) };
      return shown === undefined || member === undefined ? common : { ...common, becauseOf: member.itemId };
    });
  }

  /** Without a layout there are no vectors, and so no interests. */
  async #loadBlocks(catalog: string, itemIds: readonly string[]): Promise<Map<string, Blocks>> {
    try {
      const found = await this.#options.search.itemBlocks(catalog, itemIds);
      return new Map([...found].map(([itemId, { blocks }]) => [itemId, blocks]));
    } catch (error) {
      if (error instanceof LayoutNotFoundError) return new Map();
      throw error;
    }
  }
}

/** For shoppers without history: two popular ones, one new, and so on. The score is 1 / place. */
function interleave(candidates: Candidates, limit: number): RecommendedItem[] {
  const popular = [...candidates].filter(([, generators]) => generators.includes('POPULAR'));
  const others = [...candidates].filter(([, generators]) => !generators.includes('POPULAR'));
  const order: typeof popular = [];
  while (order.length < limit && popular.length + others.length > 0)
    order.push(...popular.splice(0, 2), ...others.splice(0, 1));
  return order.slice(0, limit).map(([itemId, generators], index) => {
    const generator = generators[0] ?? 'NEW_ARRIVALS';
    return {
      itemId,
      score: 1 / (index + 1),
      generator,
      generators,
      contributions: [],
      reason: reasonSentence(generator),
    };
  });
}

function similarityOf(blocks: ReadonlyMap<string, Blocks>, weights: Weights, left: string, right: string): number {
  const [a, b] = [blocks.get(left), blocks.get(right)];
  return a === undefined || b === undefined ? 0 : itemSimilarity(a, b, weights);
}

/** The liked item of the interest that is closest; of equally close ones the weightier. */
function closestMember(
  { members }: Interest,
  blocks: Blocks | undefined,
  weights: Weights,
): Interest['members'][number] | undefined {
  const liked = members.filter(({ weight }) => weight > 0);
  if (blocks === undefined) return liked[0];
  const similarities = liked.map((member) => itemSimilarity(member.blocks, blocks, weights));
  return liked[similarities.indexOf(Math.max(...similarities))];
}

function filterOf({ filter, includeUnavailable = false }: RecommendationRequest): ItemFilter | undefined {
  if (includeUnavailable) return filter;
  const available: ItemFilter = { kind: 'available', available: true };
  return filter === undefined ? available : { kind: 'and', filters: [available, filter] };
}

function checkRequest({ limit, diversity = DEFAULT_DIVERSITY, userId }: RecommendationRequest): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw new InvalidRecommendationRequestError(`limit must be a whole number from 1 to 100, it is ${String(limit)}`);
  if (!(diversity >= 0 && diversity <= 1))
    throw new InvalidRecommendationRequestError(`diversity must be from 0 to 1, it is ${String(diversity)}`);
  if (userId.trim() === '') throw new InvalidRecommendationRequestError('userId is blank');
}
