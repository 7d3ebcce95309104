import type { ItemWriter } from '@kindred/catalog';
import type { ActiveLayout } from './catalog-layouts.ts';
import { encodeStoredItems } from './encode-stored-items.ts';
import type { EncodingStages } from './encoding-stages.ts';
import { loadSources, type ItemSource, type SourceRepositories } from './stored-sources.ts';

export interface BlockCompleterOptions extends SourceRepositories {
  readonly writer: ItemWriter;
  /** With the models that the catalog has now. */
  readonly stages: (catalog: string) => Promise<EncodingStages>;
}

/** Sound is not: its encoder is that of the process, and clips are encoded where they are written. */
const ENCODED_ANEW: ReadonlySet<string> = new Set(['image', 'text']);

/** Encodes anew what was written with other models than the layout has: by a process that had not yet noticed a change of encoders. */
export class BlockCompleter {
  readonly #options: BlockCompleterOptions;

  constructor(options: BlockCompleterOptions) {
    this.#options = options;
  }

  /** Does nothing for items whose blocks are those of the layout. @throws what the database or a model throws */
  async complete(catalog: string, itemIds: readonly string[], { target }: ActiveLayout): Promise<void> {
    const { blocks, writer, stages } = this.#options;
    const references = await blocks.findReferences(catalog, itemIds);
    const foreign = references.filter(({ modality, encoderId }) => {
      const own = target.storedEncoders.get(modality);
      return own !== undefined && own !== encoderId && ENCODED_ANEW.has(modality);
    });
    if (foreign.length === 0) return;
    const stale = new Set(foreign.map(({ itemId }) => itemId));
    const sources: ItemSource[] = [...(await loadSources(this.#options, catalog, [...stale])).values()];
    const modalities = [...new Set(foreign.map(({ modality }) => modality))];
    await writer.saveEncodings(
      catalog,
      await encodeStoredItems(await stages(catalog), { catalog, sources, modalities }),
    );
  }
}
