import type { BlockStore, EncoderChoices, ItemRepository, ItemWriter } from '@kindred/catalog';
import type { EncoderChoice, EncoderSource } from '@kindred/embedding-model';
import type { StoredLayout } from '@kindred/fusion';
import { CatalogEncoders } from './catalog-encoders.ts';
import type { LayoutLookup } from './catalog-layouts.ts';
import { encodeStoredItems, type FailedInput } from './encode-stored-items.ts';
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
    const { writer } = this.#ports;
    const models = await this.#encoders.open(catalog, await this.#activeLayout(catalog), modalities);
    const sources = [...(await loadSources(this.#ports, catalog, itemIds)).values()];
    const stages = this.#stagesOf(models);
    const encoded = await encodeStoredItems(stages, { catalog, sources, modalities, signal });
    signal?.throwIfAborted();
    await writer.saveEncodings(catalog, encoded);
    const { blocks, failures } = encoded;
    return { items: sources.length, blocksEncoded: blocks.length, failures };
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
