import type { ProfileFragment } from '../generated/graphql.ts';
import type { ReturnStep } from './history-step.tsx';
import type { HistoryEdge } from './use-history.ts';

/**
 * What can be done from which entry, by its cursor. The newest publication can be rolled back. Any other version than the published
 * one, and the one that rolling back leads to, can be published again from the last time it was.
 */
export function findReturnSteps(
  edges: readonly HistoryEdge[],
  { versions, published }: Pick<ProfileFragment, 'versions' | 'published'>,
): ReadonlyMap<string, ReturnStep> {
  const target = rollBackTarget(versions);
  const steps = new Map<string, ReturnStep>();
  const seen = new Set([published?.version, target]);
  const publications = edges.filter(({ node }) => node.action === 'PUBLISHED' || node.action === 'ROLLED_BACK');
  for (const [index, { cursor, node }] of publications.entries()) {
    if (index === 0 && target !== undefined) steps.set(cursor, { cursor, does: 'roll-back', version: target });
    else if (!seen.has(node.version)) steps.set(cursor, { cursor, does: 'publish', version: node.version });
    seen.add(node.version);
  }
  return steps;
}

/** Where rolling back leads: the version that was published before the present one; undefined where there is none. */
function rollBackTarget(versions: ProfileFragment['versions']): number | undefined {
  const retired = versions.filter(({ status }) => status === 'RETIRED');
  return retired.toSorted((a, b) => Date.parse(b.publishedAt ?? '') - Date.parse(a.publishedAt ?? ''))[0]?.version;
}
