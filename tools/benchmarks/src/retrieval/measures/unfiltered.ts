import { quantile } from '../../quantile.ts';
import type { BruteForce } from '../stores/brute-force.ts';
import { weightedQuery, type PlainAnn } from '../stores/plain-ann.ts';
import { gradeAnswers, type GivenAnswer } from './grade-answers.ts';
import { LIMIT, type SearchContext } from './search-context.ts';

/** What each weight vector saw, [weight vectors] each. */
export interface UnfilteredResult {
  readonly store: readonly Sample[];
  readonly bruteForce: readonly Sample[];
  /** The one index asked with every weight vector, as shops do it that have one index. */
  readonly plainAnn: readonly Sample[];
}

/** [queries] each. */
export interface Sample {
  readonly recalls: number[];
  readonly latenciesMs: number[];
  readonly scoreErrors: number[];
}

/** So many queries are asked of the brute force too, which is slow. */
const BRUTE_FORCE_QUERIES = 12;
const WARM_UP_QUERIES = 3;

/**
 * Every query with every weight vector, to the store, the brute force and the plain index in turn, so that whatever else the
 * machine does meets all three.
 */
export async function measureUnfiltered(
  context: SearchContext,
  references: { bruteForce: BruteForce; plainAnn: PlainAnn },
): Promise<UnfilteredResult> {
  const empty = (): Sample[] => context.weightVectors.map(() => ({ recalls: [], latenciesMs: [], scoreErrors: [] }));
  const result = { store: empty(), bruteForce: empty(), plainAnn: empty() };
  const queries = context.queries.length;
  for (let round = -Math.min(WARM_UP_QUERIES, queries); round < queries; round++) {
    const which = round < 0 ? queries + round : round;
    await measureQuery(context, references, { which, result: round < 0 ? undefined : result });
  }
  return result;
}

async function measureQuery(
  context: SearchContext,
  { bruteForce, plainAnn }: { bruteForce: BruteForce; plainAnn: PlainAnn },
  { which, result }: { which: number; result: UnfilteredResult | undefined },
): Promise<void> {
  const { store, collection, weightVectors } = context;
  const { spec } = collection;
  const { vector } = context.queries[which]!;
  const answers: { of: keyof UnfilteredResult; index: number; ms: number; answer: GivenAnswer }[] = [];
  for (const [index, { weights }] of weightVectors.entries()) {
    const query = { vector, weights, limit: LIMIT };
    const wanted = context.exact[which]![index]!;
    const found = await timed(() => store.search(spec.name, query));
    const itemIds = found.value.points.map(({ itemId }) => itemId);
    const scores = found.value.points.map(({ score }) => score);
    answers.push({ of: 'store', index, ms: found.ms, answer: { itemIds, weights, wanted, scores } });
    const weighted = weightedQuery(spec.blocks, vector, weights);
    const near = await timed(() => plainAnn.search(weighted, LIMIT));
    answers.push({ of: 'plainAnn', index, ms: near.ms, answer: { itemIds: near.value, weights, wanted } });
    if (which >= BRUTE_FORCE_QUERIES) continue;
    const brute = await timed(() => bruteForce.search(query));
    answers.push({ of: 'bruteForce', index, ms: brute.ms, answer: { itemIds: brute.value, weights, wanted } });
  }
  if (result === undefined) return;
  const grades = await gradeAnswers(
    collection,
    vector,
    answers.map(({ answer }) => answer),
  );
  for (const [position, { of, index, ms }] of answers.entries()) {
    const sample = result[of][index]!;
    const { recall, scoreError } = grades[position]!;
    sample.recalls.push(recall);
    sample.latenciesMs.push(ms);
    sample.scoreErrors.push(scoreError);
  }
}

export async function timed<T>(run: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const begin = performance.now();
  const value = await run();
  return { ms: performance.now() - begin, value };
}

export function p50(samples: readonly Sample[]): number {
  return quantile(
    samples.flatMap(({ latenciesMs }) => latenciesMs),
    0.5,
  );
}
