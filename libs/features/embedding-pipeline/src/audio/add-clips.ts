import type { Item } from '@kindred/catalog';
import type { EncodedBatch } from '../block-encoder.ts';
import type { EncodedClips } from './clip-encoder.ts';

/** The item with what became of its clips. */
export function withClipOutcomes(item: Item, encoded: EncodedClips | undefined): Item {
  if (encoded === undefined || item.audio.length === 0) return item;
  return { ...item, audio: item.audio.map((clip) => encoded.clips.get(clip.url) ?? clip) };
}

/** Adds the blocks of the clips to a batch whose texts and photos are encoded: one `audio` block an item, of all its clips. */
export function addClips(batch: EncodedBatch, encoded: EncodedClips | undefined): EncodedBatch {
  if (encoded === undefined) return batch;
  const { encoderId, newBlocks, vectors } = encoded;
  const drafts = batch.drafts.map((draft) => {
    const inputHashes = [...new Set(draft.item.audio.flatMap(({ contentHash }) => contentHash ?? []))];
    if (inputHashes.length === 0) return draft;
    const reference = { itemId: draft.item.id, modality: 'audio', encoderId, inputHashes };
    return { ...draft, references: [...draft.references, reference] };
  });
  return {
    ...batch,
    drafts,
    newBlocks: [...batch.newBlocks, ...newBlocks],
    vectors: new Map([...batch.vectors, [encoderId, vectors]]),
  };
}
