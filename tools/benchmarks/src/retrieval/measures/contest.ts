import { quantile } from '../../quantile.ts';
import type { Contestant, FoundItems } from './contestants.ts';
import { gradeAnswers } from './grade-answers.ts';
import type { SearchContext } from './search-context.ts';

/** What one contestant did with one weight vector, [queries] each. */
export interface Sample {
  readonly recalls: number[];
  readonly latenciesMs: number[];
  /** Greatest difference between a score that was given and the exact one. */
  readonly scoreErrors: number[];
}

const WARM_UP_QUERIES = 3;

/**
 * The first `queries` queries with every weight vector, to every contestant in turn, so that whatever else the machine does
 * meets all of them. [contestants][weight vectors]
 */
export async function measureContest(
  context: SearchContext,
  contestants: readonly Contestant[],
  queries: number,
): Promise<Sample[][]> {
  const samples = contestants.map(() =>
    context.weightVectors.map((): Sample => ({ recalls: [], latenciesMs: [], scoreErrors: [] })),
  );
  const count = Math.min(queries, context.queries.length);
  for (let which = 0; which < Math.min(WARM_UP_QUERIES, count); which++) await askAll(context, contestants, which);
  for (let which = 0; which < count; which++) {
    const answers = await askAll(context, contestants, which);
    const grades = await gradeAnswers(context.collection, context.queries[which]!.vector, answers);
    for (const [position, { contestant, weightVector, ms }] of answers.entries()) {
      const sample = samples[contestant]![weightVector]!;
      sample.latenciesMs.push(ms);
      sample.recalls.push(grades[position]!.recall);
      sample.scoreErrors.push(grades[position]!.scoreError);
    }
  }
  return samples;
}

async function askAll(context: SearchContext, contestants: readonly Contestant[], which: number) {
  const { vector } = context.queries[which]!;
  const answers = [];
  for (const [weightVector, { weights }] of context.weightVectors.entries())
    for (const [contestant, { search }] of contestants.entries()) {
      const { ms, value } = await timed<FoundItems>(() => search(vector, weights));
      answers.push({ ...value, ms, contestant, weightVector, weights, wanted: context.exact[which]![weightVector]! });
    }
  return answers;
}

export async function timed<T>(run: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const begin = performance.now();
  const value = await run();
  return { ms: performance.now() - begin, value };
}

/** Median over all queries of all samples. */
export function p50(samples: readonly Sample[]): number {
  return quantile(
    samples.flatMap(({ latenciesMs }) => latenciesMs),
    0.5,
  );
}
