import type { Item, ItemInput } from '@kindred/catalog';
import { addClips, withClipOutcomes } from './audio/add-clips.ts';
import type { ClipEncoder, StoredClips } from './audio/clip-encoder.ts';
import {
  BatchCommitter,
  type BatchCommitterOptions,
  type CommitOptions,
  type CommittedBatch,
} from './batch-committer.ts';
import type { EncodedBatch } from './block-encoder.ts';
import type { EncodingStages } from './encoding-stages.ts';
import { withWarning } from './intake-outcomes.ts';
import type { IntakeOutcome, PreparedBatch } from './item-draft.ts';
import type { LayoutUpkeep } from './layout-upkeep.ts';
import { loadSources, type ItemSource } from './stored-sources.ts';
import { buildUnencodedBatch, isUnencoded } from './unencoded-batch.ts';
import { validateInputs } from './validate-inputs.ts';

export interface ItemIntakeOptions extends BatchCommitterOptions {
  /** With the models that the catalog has now. */
  readonly stages: (catalog: string) => Promise<EncodingStages>;
  /** Read by the text encoder too. */
  readonly textAttributes: readonly string[];
  /** Absent where there is no audio encoder: clips are kept with their items and not read. */
  readonly clips?: ClipEncoder | undefined;
  readonly upkeep: LayoutUpkeep;
  readonly clock: () => Date;
}

type ValidatedInputs = ReturnType<typeof validateInputs>;

const ITEMS_PER_PART = 32;

/**
 * The way of items into a catalog, in three stages that an import runs at the same time for successive batches: photos that are
 * new get their vectors, then texts, and the result is committed to the database and shown to the vector store.
 */
export class ItemIntake {
  readonly #options: ItemIntakeOptions;
  readonly #committer: BatchCommitter;

  constructor(options: ItemIntakeOptions) {
    this.#options = options;
    this.#committer = new BatchCommitter(options);
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
    return this.#committer.delete(catalog, itemIds);
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
  async commit(batch: EncodedBatch, options: CommitOptions = {}): Promise<CommittedBatch> {
    return this.#committer.commit(batch, options);
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
