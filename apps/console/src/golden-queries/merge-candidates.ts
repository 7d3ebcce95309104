import type { ImpactItemFragment } from '../generated/graphql.ts';
import type { Candidate } from './expected-items-picker.tsx';

/** What is expected first, each with its place among the results where it has one; then the other results. */
export function mergeCandidates(
  expected: readonly ImpactItemFragment[],
  results: readonly ImpactItemFragment[],
): Candidate[] {
  const place = (id: string): number | null => results.findIndex((item) => item.id === id) + 1 || null;
  const others = results.filter(({ id }) => !expected.some((item) => item.id === id));
  return [...expected, ...others].map((item) => ({ item, rank: place(item.id) }));
}
