import type { Item, ItemInput, ItemWriter, OutboxEntry } from '@kindred/catalog';
import { addClips, withClipOutcomes } from './audio/add-clips.ts';
import type { ClipEncoder, StoredClips } from './audio/clip-encoder.ts';
import type { EncodedBatch } from './block-encoder.ts';
import type { CatalogQueue } from './catalog-queue.ts';
import type { EncodingStages } from './encoding-stages.ts';
import { reasonOf } from './errors.ts';
import type { IntakeOutcome, PreparedBatch } from './item-draft.ts';
import type { LayoutUpkeep } from './layout-upkeep.ts';
import type { OutboxApplier } from './outbox-applier.ts';
import { areSameReferences, isSameItem } from './same-item.ts';
import { loadSources, type ItemSource, type SourceRepositories } from './stored-sources.ts';
import { buildUnencodedBatch, isUnencoded } from './unencoded-batch.ts';
import { validateInputs } from './validate-inputs.ts';

export interface ItemIntakeOptions extends SourceRepositories {
  readonly writer: ItemWriter;
  /** With the models that the catalog has now. */
  readonly stages: (catalog: string) => Promise<EncodingStages>;
  /** Read by the text encoder too. */
  readonly textAttributes: readonly string[];
  /** Absent where there is no audio encoder: clips are kept with their items and not read. */
  readonly clips?: ClipEncoder | undefined;
  readonly outbox: OutboxApplier;
  readonly queue: CatalogQueue;
  readonly upkeep: LayoutUpkeep;
  readonly clock: () => Date;
}

export interface CommittedBatch {
  /** One per input, in the order of the inputs. */
  readonly outcomes: readonly IntakeOutcome[];
  /** What the write left to the outbox because the vector store could not take it; empty when all is searchable. */
  readonly pending: readonly OutboxEntry[];
  /** Items that were written, each once. */
  readonly changed: readonly Item[];
  /** Texts and photos that went through a model. */
  readonly blocksEncoded: number;
  readonly photosEncoded: number;
}

type ValidatedInputs = ReturnType<typeof validateInputs>;

const ITEMS_PER_PART = 32;

export interface CommitOptions {
  /** Leaves the write to the outbox: a first import fits its layout on many items at once. Default false. */
  readonly defer?: boolean;
}

/**
 * The way of items into a catalog, in three stages that an import runs at the same time for successive batches: photos that are
 * new get their vectors, then texts, and the result is committed to the database and shown to the vector store.
 */
export class ItemIntake {
  readonly #options: ItemIntakeOptions;

  constructor(options: ItemIntakeOptions) {
    this.#options = options;
  }

  /**
   * Searchable when it resolves, unless an outcome's warning says otherwise. Blocks whose input and encoder are unchanged
   * are not computed again. Several inputs with one id count as given one after the other: the last wins.
   * @throws what the database or a model throws when it is out of order; no item was written then
   */
  async upsert(catalog: string, inputs: readonly ItemInput[], signal?: AbortSignal): Promise<IntakeOutcome[]> {
    const batch = await this.#encodeInParts(catalog, validateInputs(inputs, this.#options.clock()), signal);
    const { outcomes, pending, changed } = await this.commit(batch);
    if (changed.length === 0 || pending.length > 0) return [...outcomes];
    const warning = await this.#options.upkeep.afterWrite(catalog, changed);
    return warning === undefined ? [...outcomes] : outcomes.map((outcome) => withWarning(outcome, warning));
  }

  /** Deletes what exists of the ids; returns those. Their blocks stay in the block store for items that come again. */
  async delete(catalog: string, itemIds: readonly string[]): Promise<{ deleted: string[]; warnings: string[] }> {
    return this.#options.queue.run(catalog, async () => {
      const entries = await this.#options.writer.delete(catalog, itemIds);
      const warning = await this.#apply(catalog, entries);
      return { deleted: entries.map(({ itemId }) => itemId), warnings: warning === undefined ? [] : [warning] };
    });
  }

  /** Stage 1: checks the inputs, reads and encodes the photos that are not known. */
  async prepare(catalog: string, inputs: readonly ItemInput[], signal?: AbortSignal): Promise<PreparedBatch> {
    return this.#readPhotos(catalog, validateInputs(inputs, this.#options.clock()), signal);
  }

  /** Instead of stages 1 and 2: words and photos that the items lack are left to encoding jobs; clips are encoded here, as no job does it. */
  async prepareUnencoded(catalog: string, inputs: readonly ItemInput[], signal?: AbortSignal): Promise<EncodedBatch> {
    const { clock, textAttributes } = this.#options;
    const validated = validateInputs(inputs, clock());
    const items = validated.drafts.map(({ item }) => item);
    const stored = await loadSources(this.#options, catalog, idsOf(items));
    const clips = await this.#options.clips?.encode(items, knownOf(stored), signal);
    return addClips(buildUnencodedBatch(catalog, validated, { stored, textAttributes, clips }), clips);
  }

  /** Of the ids, those of items whose words or photos wait for a model. */
  async findUnencoded(catalog: string, itemIds: readonly string[]): Promise<string[]> {
    const sources = await loadSources(this.#options, catalog, itemIds);
    return [...sources].flatMap(([id, source]) =>
      isUnencoded({ ...source, position: 0, namesCreatedAt: true }) ? [id] : [],
    );
  }

  /** Stage 2: encodes the texts that are not stored. */
  async encode(batch: PreparedBatch, signal?: AbortSignal): Promise<EncodedBatch> {
    return addClips(await batch.encoder.encode(batch, signal), batch.clips);
  }

  /** Stage 3: one transaction, then the vector store. Writes of one catalog follow one another. */
  async commit(batch: EncodedBatch, { defer = false }: CommitOptions = {}): Promise<CommittedBatch> {
    return this.#options.queue.run(batch.catalog, async () => {
      const stored = await loadSources(this.#options, batch.catalog, idsOf(batch.drafts.map(({ item }) => item)));
      const drafts = batch.drafts.map((draft) => ({ ...draft, item: keepCreatedAt(draft, stored.get(draft.item.id)) }));
      const changed = drafts.filter((draft) => !isStored(draft, stored.get(draft.item.id)));
      const entries = await this.#write(batch, changed);
      const warning = defer ? undefined : await this.#apply(batch.catalog, entries, batch.vectors);
      const written = changed.map(({ item }) => item);
      return {
        outcomes: outcomesOf(batch, { drafts, stored, changed: new Set(idsOf(written)), warning }),
        pending: defer || warning !== undefined ? entries : [],
        changed: written,
        blocksEncoded: batch.newBlocks.length,
        photosEncoded: batch.newBlocks.filter(({ encoderId }) => encoderId === batch.imageEncoderId).length,
      };
    });
  }

  /** A few items at a time; blocks are saved on the way, so that a large call that fails can be repeated cheaply. */
  async #encodeInParts(catalog: string, validated: ValidatedInputs, signal?: AbortSignal): Promise<EncodedBatch> {
    const { drafts } = validated;
    let { rejected } = validated;
    const parts: EncodedBatch[] = [];
    for (let start = 0; start === 0 || start < drafts.length; start += ITEMS_PER_PART) {
      const part = { ...validated, rejected, drafts: drafts.slice(start, start + ITEMS_PER_PART) };
      const encoded = await this.encode(await this.#readPhotos(catalog, part, signal), signal);
      if (drafts.length > ITEMS_PER_PART) await this.#options.blocks.saveBlocks(encoded.newBlocks);
      rejected = encoded.rejected;
      parts.push(encoded);
    }
    return joinParts(parts, { ...validated, catalog, rejected });
  }

  async #readPhotos(catalog: string, validated: ValidatedInputs, signal?: AbortSignal): Promise<PreparedBatch> {
    const items = validated.drafts.map(({ item }) => item);
    const [stages, stored] = await Promise.all([
      this.#options.stages(catalog),
      loadSources(this.#options, catalog, idsOf(items)),
    ]);
    const known = knownOf(stored);
    const [photos, clips] = await Promise.all([
      stages.photos.resolve(items, known, signal),
      this.#options.clips?.encode(items, known, signal),
    ]);
    const drafts = validated.drafts.map((draft) => {
      const images = draft.item.images.map((image) => photos.images.get(image.url) ?? image);
      return { ...draft, item: withClipOutcomes({ ...draft.item, images }, clips) };
    });
    const { newImages, knownImages } = photos;
    return { ...validated, catalog, encoder: stages.encoder, drafts, newImages, knownImages, clips };
  }

  async #write(batch: EncodedBatch, changed: EncodedBatch['drafts']): Promise<OutboxEntry[]> {
    if (changed.length === 0) return [];
    return this.#options.writer.upsert(batch.catalog, {
      items: changed.map(({ item }) => item),
      blocks: batch.newBlocks,
      references: changed.flatMap(({ references }) => references),
    });
  }

  /** A warning instead of an error: what is committed must not look lost because the vector store is away. */
  async #apply(
    catalog: string,
    entries: readonly OutboxEntry[],
    known?: EncodedBatch['vectors'],
  ): Promise<string | undefined> {
    if (entries.length === 0) return undefined;
    try {
      await this.#options.outbox.apply(catalog, entries, known);
      return undefined;
    } catch (error) {
      return `Saved, but not searchable yet: ${reasonOf(error)} It is caught up as soon as the vector store answers.`;
    }
  }
}

function joinParts(
  parts: readonly EncodedBatch[],
  whole: Pick<EncodedBatch, 'catalog' | 'rejected' | 'superseded'>,
): EncodedBatch {
  const vectors = new Map<string, Map<string, Float32Array>>();
  for (const part of parts)
    for (const [encoder, own] of part.vectors) vectors.set(encoder, new Map([...(vectors.get(encoder) ?? []), ...own]));
  const { catalog, rejected, superseded } = whole;
  const drafts = parts.flatMap((part) => part.drafts);
  const newBlocks = parts.flatMap((part) => part.newBlocks);
  const imageEncoderId = parts[0]?.imageEncoderId ?? '';
  return { catalog, imageEncoderId, rejected, superseded, drafts, newBlocks, vectors };
}

/** What is known of the items before photos and clips are read. */
function knownOf(stored: ReadonlyMap<string, ItemSource>): StoredClips {
  return {
    items: new Map([...stored].map(([id, source]) => [id, source.item])),
    references: [...stored.values()].flatMap(({ references }) => references),
  };
}

function idsOf(items: readonly Item[]): string[] {
  return items.map(({ id }) => id);
}

function keepCreatedAt({ item, namesCreatedAt }: EncodedBatch['drafts'][number], stored: ItemSource | undefined): Item {
  return stored === undefined || namesCreatedAt ? item : { ...item, createdAt: stored.item.createdAt };
}

function isStored({ item, references }: EncodedBatch['drafts'][number], stored: ItemSource | undefined): boolean {
  return stored !== undefined && isSameItem(stored.item, item) && areSameReferences(stored.references, references);
}

function outcomesOf(
  batch: EncodedBatch,
  written: {
    drafts: EncodedBatch['drafts'];
    stored: ReadonlyMap<string, ItemSource>;
    changed: ReadonlySet<string>;
    warning: string | undefined;
  },
): IntakeOutcome[] {
  const outcomes: (IntakeOutcome | undefined)[] = [...batch.rejected];
  for (const { item, position } of written.drafts) {
    const changed = written.changed.has(item.id);
    const unread = [...failuresOf('Photo', item.images), ...failuresOf('Clip', item.audio)];
    const warnings = changed && written.warning !== undefined ? [...unread, written.warning] : unread;
    const stored = changed ? item : (written.stored.get(item.id)?.item ?? item);
    outcomes[position] = { status: 'upserted', item: stored, changed, warnings };
  }
  // Later inputs first, so that a chain of three leads to the last one.
  for (const [position, by] of [...batch.superseded].reverse()) {
    const last = outcomes[by];
    if (last?.status !== 'upserted') outcomes[position] = last;
    else outcomes[position] = { ...last, warnings: [...last.warnings, supersededWarning(by)] };
  }
  return outcomes.flatMap((outcome) => outcome ?? []);
}

function withWarning(outcome: IntakeOutcome, warning: string): IntakeOutcome {
  if (outcome.status === 'rejected' || !outcome.changed) return outcome;
  return { ...outcome, warnings: [...outcome.warnings, warning] };
}

function failuresOf(what: 'Photo' | 'Clip', media: Item['images'] | Item['audio']): string[] {
  return media.flatMap(({ url, failure }) => {
    if (failure === undefined) return [];
    return [`${what} ${url.length > 200 ? `${url.slice(0, 100)}…` : url} has no embedding: ${failure}`];
  });
}

function supersededWarning(by: number): string {
  return `The same id was given again as input ${String(by + 1)} of this call; that one was kept.`;
}
