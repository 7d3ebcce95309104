import type { GoldenQueryOutcome, GoldenQueryRun } from '@kindred/profile-publishing';
import type { GoldenQueryOutcomeType, GoldenQueryRunType } from './golden-query-outcome.type.ts';
import { GoldenQueryType } from './golden-query.type.ts';

export function presentGoldenOutcome(outcome: GoldenQueryOutcome): GoldenQueryOutcomeType {
  const { query, live, draft, broken, unknownItemIds } = outcome;
  return {
    query: new GoldenQueryType(query),
    live: presentRun(live),
    draft: presentRun(draft),
    broken,
    unknownItemIds,
  };
}

function presentRun({ passes, ranks, problem }: GoldenQueryRun): GoldenQueryRunType {
  return { passes, ranks, problem: problem ?? null };
}
