import { quantile } from '../../quantile.ts';
import { gradeAnswers, type GivenAnswer } from './grade-answers.ts';
import { filteredAsks, LIMIT, type SearchContext } from './search-context.ts';
import { timed } from './contest.ts';

/** Every query (at most 40) with every filter and some weight vectors, beside the same without a filter. */
export async function measureFiltered(context: SearchContext): Promise<Record<string, number>> {
  const asks = filteredAsks(context.filters, context.weightVectors);
  const recalls = asks.map((): number[] => []);
  const latencies = asks.map((): number[] => []);
  const unfiltered: number[] = [];
  const weightVectors = new Set(asks.map(({ weightVector }) => weightVector));
  let missingRows = 0;
  const { store, collection } = context;
  for (const [which, { vector }] of context.queries.slice(0, MAX_QUERIES).entries()) {
    const answers: GivenAnswer[] = [];
    for (const { weights } of weightVectors)
      unfiltered.push((await timed(() => store.search(collection.spec.name, { vector, weights, limit: LIMIT }))).ms);
    for (const [index, { filter, weightVector }] of asks.entries()) {
      const { weights } = weightVector;
      const query = { vector, weights, limit: LIMIT, filter: filter.filter };
      const { ms, value } = await timed(() => store.search(collection.spec.name, query));
      latencies[index]!.push(ms);
      const itemIds = value.points.map(({ itemId }) => itemId);
      answers.push({ itemIds, weights, wanted: context.exactFiltered[which]![index]!, passes: filter.passes });
    }
    for (const [index, grade] of (await gradeAnswers(collection, vector, answers)).entries()) {
      recalls[index]!.push(grade.recall);
      missingRows += grade.missingRows;
    }
  }
  return {
    'filtered.missingRows': missingRows,
    ...summarize(context, { recalls, latencies, unfilteredP50Ms: quantile(unfiltered, 0.5) }),
  };
}

const MAX_QUERIES = 40;

function summarize(
  context: SearchContext,
  given: { recalls: number[][]; latencies: number[][]; unfilteredP50Ms: number },
): Record<string, number> {
  const asks = filteredAsks(context.filters, context.weightVectors);
  const means = given.recalls.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const metrics: Record<string, number> = { 'filtered.recallAt10.worst': Math.min(...means) };
  let slowest = 0;
  for (const filter of context.filters) {
    const chosen = [...asks.keys()].filter((index) => asks[index]!.filter === filter);
    const name = `filtered.${filter.name}.${percent(filter.share)}`;
    const p50Ms = quantile(
      chosen.flatMap((index) => given.latencies[index]!),
      0.5,
    );
    metrics[`${name}.recallAt10`] = Math.min(...chosen.map((index) => means[index]!));
    metrics[`${name}.p50Ms`] = p50Ms;
    metrics[`${name}.passing`] = filter.passing;
    slowest = Math.max(slowest, p50Ms);
  }
  metrics['filtered.p50OverUnfiltered.worst'] = slowest / given.unfilteredP50Ms;
  return metrics;
}

/** 0.001 → `0.1%`. */
function percent(share: number): string {
  return `${String(share * 100)}%`;
}
