import type { Item, ItemBlockReference, ItemClip, ItemImage } from '@kindred/catalog';
import { withClipOutcomes } from './audio/add-clips.ts';
import type { EncodedClips } from './audio/clip-encoder.ts';
import type { EncodedBatch } from './block-encoder.ts';
import type { ItemDraft } from './item-draft.ts';
import type { ItemSource } from './stored-sources.ts';
import { hashText, textInput } from './text-input.ts';
import type { validateInputs } from './validate-inputs.ts';

export interface UnencodedOptions {
  readonly textAttributes: readonly string[];
  /** Encoded beforehand; without them each item keeps the blocks that it has of the same clips. */
  readonly clips?: EncodedClips | undefined;
}

/** A batch whose words and photos no model has seen: each item keeps the blocks that it has of the same ones. */
export function buildUnencodedBatch(
  catalog: string,
  { drafts, rejected, superseded }: ReturnType<typeof validateInputs>,
  { stored, ...options }: UnencodedOptions & { readonly stored: ReadonlyMap<string, ItemSource> },
): EncodedBatch {
  return {
    catalog,
    imageEncoderId: '',
    rejected,
    superseded,
    drafts: drafts.map((draft) => keepKnown(draft, stored.get(draft.item.id), options)),
    newBlocks: [],
    vectors: new Map(),
  };
}

/** Whether words or a photo wait for a model. */
export function isUnencoded({ item, references }: EncodedBatch['drafts'][number]): boolean {
  return (
    !references.some(({ modality }) => modality === 'text') ||
    item.images.some(({ contentHash, failure }) => contentHash === undefined && failure === undefined)
  );
}

function keepKnown(
  draft: ItemDraft,
  stored: ItemSource | undefined,
  { textAttributes, clips }: UnencodedOptions,
): EncodedBatch['drafts'][number] {
  const images = withKnownHashes(draft.item.images, stored?.item.images);
  const audio = clips === undefined ? withKnownHashes(draft.item.audio, stored?.item.audio) : draft.item.audio;
  const item: Item = withClipOutcomes({ ...draft.item, images, audio }, clips);
  const hashes = new Map([
    ['text', [hashText(textInput(item, textAttributes))]],
    ['image', hashesOf(images)],
    ['audio', clips === undefined ? hashesOf(audio) : []],
  ]);
  const references = (stored?.references ?? []).flatMap((reference): ItemBlockReference[] => {
    const inputHashes = (hashes.get(reference.modality) ?? []).filter((hash) => reference.inputHashes.includes(hash));
    return inputHashes.length === 0 ? [] : [{ ...reference, inputHashes }];
  });
  return { ...draft, item, references };
}

function withKnownHashes(media: readonly Media[], stored: readonly Media[] = []): Media[] {
  const known = new Map(stored.map(({ url, contentHash }) => [url, contentHash]));
  return media.map(({ url }) => {
    const contentHash = known.get(url);
    return contentHash === undefined ? { url } : { url, contentHash };
  });
}

function hashesOf(media: readonly Media[]): string[] {
  return [...new Set(media.flatMap(({ contentHash }) => contentHash ?? []))];
}

type Media = ItemImage | ItemClip;
