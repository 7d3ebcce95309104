import type { BlockStore, EncoderChoices, ItemRepository, ItemWriter } from '@kindred/catalog';
import type { EncoderChoice, EncoderSource } from '@kindred/embedding-model';
import type { StoredLayout } from '@kindred/fusion';
import { CatalogEncoders, type CatalogModels } from './catalog-encoders.ts';
import type { LayoutLookup } from './catalog-layouts.ts';
import { encodeStoredItems, type EncodedItems, type FailedInput } from './encode-stored-items.ts';
import type { EncodingStagesOptions } from './encoding-stages.ts';
import { rememberStages, type StagesSettings } from './remember-stages.ts';
import { loadSources } from './stored-sources.ts';

/** What a process needs that only encodes: no vector store. */
export interface StoredItemEncoderPorts {
  readonly items: ItemRepository;
  readonly blocks: BlockStore;
  readonly writer: ItemWriter;
  readonly layouts: LayoutLookup;
  readonly encoders: EncoderSource;
  readonly defaultEncoders: EncoderChoice;
  readonly choices: EncoderChoices;
  readonly photos: EncodingStagesOptions['photos'];
}

export interface EncodedStoredItems {
  readonly items: number;
  readonly blocksEncoded: number;
  readonly failures: readonly FailedInput[];
}

/** Encodes items that were written without their blocks, with the encoders of their catalog. Doing it twice does no harm. */
export class StoredItemEncoder {
  readonly #ports: StoredItemEncoderPorts;
  readonly #encoders: CatalogEncoders;
  readonly #stagesOf: ReturnType<typeof rememberStages>;
  readonly #layouts = new Map<string, StoredLayout>();

  constructor(ports: StoredItemEncoderPorts, settings: StagesSettings = {}) {
    this.#ports = ports;
    this.#encoders = new CatalogEncoders(ports);
    this.#stagesOf = rememberStages(ports, settings);
  }

  /**
   * Items that are gone, or were written meanwhile, are left out: whoever wrote them sees to their blocks. The vector store is
   * told by the outbox. @throws what a model throws when it fails for all inputs, the signal's reason
   */
  async encode(
    catalog: string,
    itemIds: readonly string[],
    { modalities, signal }: { readonly modalities: readonly string[]; readonly signal?: AbortSignal },
  ): Promise<EncodedStoredItems> {
    const models = await this.#encoders.open(catalog, await this.#activeLayout(catalog), modalities);
    const { encoded, items } = await this.#encode(models, { catalog, itemIds, modalities, signal });
    await this.#ports.writer.saveEncodings(catalog, encoded);
    return { items, blocksEncoded: encoded.blocks.length, failures: encoded.failures };
  }

  /** As {@link encode}, with an encoder that the catalog is to have: blocks are kept, and its items stay as they are. @throws as {@link encode} */
  async encodeAhead(
    catalog: string,
    itemIds: readonly string[],
    {
      modality,
      encoder,
      signal,
    }: { readonly modality: 'image' | 'text'; readonly encoder: string; readonly signal?: AbortSignal },
  ): Promise<EncodedStoredItems> {
    const models = await this.#encoders.openOne(encoder, modality);
    const { encoded, items } = await this.#encode(models, { catalog, itemIds, modalities: [modality], signal });
    await this.#ports.blocks.saveBlocks(encoded.blocks);
    return { items, blocksEncoded: encoded.blocks.length, failures: encoded.failures };
  }

  async #encode(
    models: CatalogModels,
    {
      catalog,
      itemIds,
      modalities,
      signal,
    }: {
      readonly catalog: string;
      readonly itemIds: readonly string[];
      readonly modalities: readonly string[];
      readonly signal: AbortSignal | undefined;
    },
  ): Promise<{ readonly encoded: EncodedItems; readonly items: number }> {
    const sources = [...(await loadSources(this.#ports, catalog, itemIds)).values()];
    const encoded = await encodeStoredItems(this.#stagesOf(models), { catalog, sources, modalities, signal });
    signal?.throwIfAborted();
    return { encoded, items: sources.length };
  }

  /** Its means are large, so a layout that is still the active one isn't read again. */
  async #activeLayout(catalog: string): Promise<StoredLayout | undefined> {
    const { layouts } = this.#ports;
    const known = this.#layouts.get(catalog);
    const hash = await layouts.findActiveHash?.(catalog);
    if (known !== undefined && known.layout.hash === hash) return known;
    const active = await layouts.findActive(catalog);
    if (active !== undefined) this.#layouts.set(catalog, active);
    return active;
  }
}
