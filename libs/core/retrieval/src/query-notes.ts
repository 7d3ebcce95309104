import type { Weights } from '@kindred/catalog';
import type { DroppedModality } from '@kindred/fusion';
import type { MixedBlocks } from './mix-blocks.ts';
import type { QuerySource } from './query-source.ts';

/** The blocks of a query, and whether words had to be left out of that of photos. */
export interface Mixture extends MixedBlocks {
  readonly wordsLackPhotos: boolean;
}

/** The reason in `notes`, and NoUsableModalityError's `why`, while the text tower can't be used. */
export const WORDS_LACK_PHOTOS =
  "The words are not compared with photos: the text tower of the photos' encoder can't be used now. It is tried again.";

/** Says to a person why modalities that were given a weight can't count in this query, or only for a part of it. */
export function notesOn(
  dropped: readonly DroppedModality[],
  { sources, weights }: { readonly sources: readonly QuerySource[]; readonly weights: Weights },
  { cancelled, blocks, wordsLackPhotos }: Mixture,
): DroppedModality[] {
  const ofWords = (modality: string) => wordsLackPhotos && modality === 'image' && !cancelled.includes(modality);
  const notes = dropped.map((note) => ({
    ...note,
    reason: ofWords(note.modality) ? WORDS_LACK_PHOTOS : reasonOf(note.modality, sources, cancelled),
  }));
  // What else the query has of photos still counts.
  const isPartial = wordsLackPhotos && blocks.has('image');
  return isPartial
    ? [...notes, { modality: 'image', weight: weights['image'] ?? 0, reason: WORDS_LACK_PHOTOS }]
    : notes;
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
