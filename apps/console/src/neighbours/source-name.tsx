import type { SourcePart } from '../state/console-state.ts';
import { useSourceItem } from './use-source-item.ts';

/** What the list is near to, as its heading. */
export function SourceName({ parts }: { parts: readonly SourcePart[] }) {
  const [first] = parts;
  const only = parts.length === 1 ? first : undefined;
  const item = useSourceItem(only?.kind === 'item' ? only.id : null);
  if (only === undefined) return 'Nearest to this mixture';
  const nearest = only.sign === 1 ? 'Nearest to' : 'Furthest from';
  if (only.kind === 'text') return `${nearest} “${only.text}”`;
  if (only.kind === 'item') return `${nearest} ${item.data?.title ?? 'this item'}`;
  return `${nearest} this photo`;
}
