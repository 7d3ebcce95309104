import type { DroppedModality } from '@kindred/fusion';
import type { QuerySource } from './query-source.ts';

/** Says to a person why a modality that was given a weight can't count in this query. */
export function explainDropped(
  dropped: DroppedModality,
  sources: readonly QuerySource[],
  cancelled: readonly string[],
): DroppedModality {
  return { ...dropped, reason: reasonOf(dropped.modality, sources, cancelled) };
}

function reasonOf(modality: string, sources: readonly QuerySource[], cancelled: readonly string[]): string {
  if (cancelled.includes(modality)) return `The parts of the query cancel each other out in ${modality}.`;
  const kinds = new Set(sources.map(({ kind }) => kind));
  if (kinds.has('item')) {
    const items = new Set(sources.flatMap((source) => (source.kind === 'item' ? [source.itemId] : [])));
    return items.size === 1
      ? `The item '${[...items].join('')}' has no ${modality}.`
      : `None of the ${String(items.size)} items in the query has ${modality}.`;
  }
  if (kinds.has('blocks')) return `The query has no ${modality}.`;
  return `A search by ${[...kinds].join(' and ')} says nothing about ${modality}.`;
}
