import type { Item, ItemBlockReference } from '@kindred/catalog';
import type { EncodedBatch } from './block-encoder.ts';
import type { ItemDraft } from './item-draft.ts';
import type { ItemSource } from './stored-sources.ts';
import { hashText, textInput } from './text-input.ts';
import type { validateInputs } from './validate-inputs.ts';

/** A batch that no model has seen: each item keeps the blocks that it has of the same words and photos. */
export function buildUnencodedBatch(
  catalog: string,
  { drafts, rejected, superseded }: ReturnType<typeof validateInputs>,
  {
    stored,
    textAttributes,
  }: { readonly stored: ReadonlyMap<string, ItemSource>; readonly textAttributes: readonly string[] },
): EncodedBatch {
  return {
    catalog,
    imageEncoderId: '',
    rejected,
    superseded,
    drafts: drafts.map((draft) => keepKnown(draft, stored.get(draft.item.id), textAttributes)),
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
  textAttributes: readonly string[],
): EncodedBatch['drafts'][number] {
  const known = new Map(stored?.item.images.map((image) => [image.url, image.contentHash]));
  const images = draft.item.images.map(({ url }) => {
    const contentHash = known.get(url);
    return contentHash === undefined ? { url } : { url, contentHash };
  });
  const item: Item = { ...draft.item, images };
  const hashes = new Map([
    ['text', [hashText(textInput(item, textAttributes))]],
    ['image', [...new Set(images.flatMap(({ contentHash }) => contentHash ?? []))]],
  ]);
  const references = (stored?.references ?? []).flatMap((reference): ItemBlockReference[] => {
    const inputHashes = (hashes.get(reference.modality) ?? []).filter((hash) => reference.inputHashes.includes(hash));
    return inputHashes.length === 0 ? [] : [{ ...reference, inputHashes }];
  });
  return { ...draft, item, references };
}
