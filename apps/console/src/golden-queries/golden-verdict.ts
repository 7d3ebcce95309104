import type { GoldenQueryFragment } from '../generated/graphql.ts';

/** How a golden query goes with the weights that were tried. */
export interface GoldenRun {
  readonly passes: boolean;
  /** Per expected item, in their order, its rank from 1; null behind the limit. */
  readonly ranks: readonly (number | null)[];
  readonly problem: string | null;
}

export interface ExpectedItem {
  readonly id: string;
  /** Null where the catalogue no longer has it. */
  readonly item: GoldenQueryFragment['expectedItems'][number] | null;
  /** Undefined where it was not tried. */
  readonly rank: number | null | undefined;
}

/** What a golden query must find, in the order in which it was saved, with where it stands. */
export function joinExpected(query: GoldenQueryFragment, run: GoldenRun | undefined): ExpectedItem[] {
  return query.expectedItemIds.map((id, index) => ({
    id,
    item: query.expectedItems.find((item) => item.id === id) ?? null,
    rank: run === undefined || run.problem !== null ? undefined : run.ranks[index],
  }));
}

/** Those that don't hold before the others; each by name. */
export function orderByVerdict<Query extends { readonly name: string }>(
  queries: readonly Query[],
  runs: ReadonlyMap<string, GoldenRun>,
): Query[] {
  const holds = ({ name }: Query): number => (runs.get(name)?.passes === false ? 0 : 1);
  return queries.toSorted((a, b) => holds(a) - holds(b) || a.name.localeCompare(b.name));
}

export function describeVerdicts(total: number, runs: ReadonlyMap<string, GoldenRun>): string {
  const passing = [...runs.values()].filter(({ passes }) => passes).length;
  if (passing === total)
    return total === 1
      ? 'It holds with the weights as they stand now.'
      : `All ${total} hold with the weights as they stand now.`;
  return `${passing} of ${total} ${passing === 1 ? 'holds' : 'hold'} with the weights as they stand now.`;
}
