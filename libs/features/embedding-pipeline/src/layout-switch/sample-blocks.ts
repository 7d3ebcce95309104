import type { Item } from '@kindred/catalog';
import { itemRank, LayoutNotFoundError, LowestRanked, type LayoutRepository, type StoredLayout } from '@kindred/fusion';
import { ModalityNotEncodedError } from '../errors.ts';
import { modelBlocksIn } from '../projection-target.ts';
import { loadBlocks, loadSources, type SourceRepositories } from '../stored-sources.ts';

export interface BlockSampleRequest extends SourceRepositories {
  readonly layouts: Pick<LayoutRepository, 'findActive'>;
  readonly catalog: string;
  /** One whose blocks a model makes. */
  readonly modality: string;
  /** At most so many items. */
  readonly limit: number;
}

/** Unlabelled blocks of a catalog, as its encoder made them. */
export interface BlockSample {
  readonly stored: StoredLayout;
  readonly encoderId: string;
  /** By rank, the same for equal items; `block` is of unit length and not transformed. */
  readonly entries: readonly { readonly item: Item; readonly block: Float32Array }[];
}

const BATCH_SIZE = 500;
/** The same for every catalog and time, so that equal data gives equal samples. */
const SEED = 1;

/** Draws items that have the modality, by hash. Reads the block store; no model runs. @throws LayoutNotFoundError, ModalityNotEncodedError */
export async function sampleBlocks(request: BlockSampleRequest): Promise<BlockSample> {
  const { layouts, items, catalog, modality, limit } = request;
  const stored = await layouts.findActive(catalog);
  if (stored === undefined) throw new LayoutNotFoundError(catalog);
  const encoded = modelBlocksIn(stored);
  const encoderId = encoded.find((block) => block.modality === modality)?.encoderId;
  if (encoderId === undefined)
    throw new ModalityNotEncodedError(
      catalog,
      modality,
      encoded.map((block) => block.modality),
    );
  const drawn = new LowestRanked(limit);
  for await (const batch of items.stream(catalog, BATCH_SIZE))
    for (const item of batch) if (mayHave(item, modality)) drawn.offer(item.id, itemRank(item.id, SEED));
  const entries: BlockSample['entries'][number][] = [];
  const itemIds = drawn.sorted();
  for (let start = 0; start < itemIds.length; start += BATCH_SIZE) {
    const sources = await loadSources(request, catalog, itemIds.slice(start, start + BATCH_SIZE));
    const blocks = await loadBlocks(request.blocks, sources.values(), { encoders: new Map([[modality, encoderId]]) });
    for (const { item } of sources.values()) {
      const block = blocks.get(item.id)?.get(modality);
      if (block !== undefined) entries.push({ item, block });
    }
  }
  return { stored, encoderId, entries };
}

/** As far as can be told without reading blocks. */
function mayHave({ images, audio }: Item, modality: string): boolean {
  const media = modality === 'image' ? images : modality === 'audio' ? audio : undefined;
  return media === undefined || media.some(({ contentHash }) => contentHash !== undefined);
}
