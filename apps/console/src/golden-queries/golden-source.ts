import type { SourcePart } from '../state/console-state.ts';

/** What a golden query asks for: an item or words. */
export type GoldenSource =
  { readonly itemId: string; readonly text?: undefined } | { readonly text: string; readonly itemId?: undefined };

/** What is asked for as the source of a golden query; undefined where it can't be one: a photo, a mixture, an "unlike". */
export function readGoldenSource(parts: readonly SourcePart[]): GoldenSource | undefined {
  const [only] = parts;
  if (parts.length !== 1 || only?.sign !== 1) return undefined;
  if (only.kind === 'item') return { itemId: only.id };
  return only.kind === 'text' ? { text: only.text } : undefined;
}

/** The same as a part of what neighbours are asked for. */
export function toSourcePart(source: { readonly itemId: string | null; readonly text: string | null }): SourcePart {
  return source.itemId === null
    ? { kind: 'text', sign: 1, text: source.text ?? '' }
    : { kind: 'item', sign: 1, id: source.itemId };
}
