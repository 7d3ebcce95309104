import type { ProfileFragment } from '../generated/graphql.ts';
import type { HistoryEdge } from './use-history.ts';

/** Where rolling back leads: the version that was published before the present one; undefined where there is none. */
export function rollBackTarget(versions: ProfileFragment['versions']): number | undefined {
  const retired = versions.filter(({ status }) => status === 'RETIRED');
  return retired.toSorted((a, b) => Date.parse(b.publishedAt ?? '') - Date.parse(a.publishedAt ?? ''))[0]?.version;
}

/** Cursors of the entries from which a version can be published again: of each, but for the one that is published, the last time it was. */
export function returnableEntries(edges: readonly HistoryEdge[], published: number): ReadonlySet<string> {
  const seen = new Set([published]);
  const cursors = new Set<string>();
  for (const { cursor, node } of edges) {
    if ((node.action !== 'PUBLISHED' && node.action !== 'ROLLED_BACK') || seen.has(node.version)) continue;
    seen.add(node.version);
    cursors.add(cursor);
  }
  return cursors;
}
