import type { BlockStore, EncodedBlock, ItemBlockReference } from '@kindred/catalog';
import { encoderId, type ImageEmbeddingModelSpec, type TextEmbeddingModel } from '@kindred/embedding-model';
import { embedEach, type EmbedOutcome } from './embed-each.ts';
import type { IntakeOutcome, ItemDraft, PreparedBatch } from './item-draft.ts';
import { BatchFormer } from './stages/batch-former.ts';
import { hashText, textInput } from './text-input.ts';

/** The second stage's result: everything that a write needs. */
export interface EncodedBatch {
  readonly catalog: string;
  readonly imageEncoderId: string;
  readonly rejected: PreparedBatch['rejected'];
  readonly superseded: PreparedBatch['superseded'];
  readonly drafts: readonly (ItemDraft & { readonly references: readonly ItemBlockReference[] })[];
  /** Encoded now; not stored yet. */
  readonly newBlocks: readonly EncodedBlock[];
  /** Encoder id → input hash → vector: of this batch's blocks those at hand, new or read. */
  readonly vectors: ReadonlyMap<string, ReadonlyMap<string, Float32Array>>;
}

export interface BlockEncoderOptions {
  readonly blocks: BlockStore;
  readonly imageModel: { readonly spec: ImageEmbeddingModelSpec };
  readonly textModel: TextEmbeddingModel;
  /** Attributes whose values are read by the text encoder too. */
  readonly textAttributes: readonly string[];
  readonly textBatchSize: number;
}

interface NewVectors {
  readonly vectors: ReadonlyMap<string, Float32Array>;
  readonly added: readonly EncodedBlock[];
  /** Input hash → why it has no vector. */
  readonly failures: ReadonlyMap<string, string>;
}

/** Calls of the text model at a time. */
const BATCHES_AT_A_TIME = 2;

/** Encodes the texts of a batch whose blocks are not stored, together with those of other callers. Equal texts of a batch are encoded once. */
export class BlockEncoder {
  readonly imageEncoderId: string;
  readonly textEncoderId: string;
  readonly #options: BlockEncoderOptions;
  readonly #batches: BatchFormer<string, EmbedOutcome>;

  constructor(options: BlockEncoderOptions) {
    this.#options = options;
    const { textModel, textBatchSize: batchSize } = options;
    this.#batches = new BatchFormer({
      maxBatch: batchSize,
      concurrency: BATCHES_AT_A_TIME,
      work: (texts, signal) =>
        embedEach(texts, (batch) => textModel.embedDocuments(batch, { signal, isBulk: true }), { batchSize, signal }),
    });
    this.imageEncoderId = encoderId(options.imageModel.spec);
    this.textEncoderId = encoderId(options.textModel.spec);
  }

  /** @throws what a model throws when it fails for all inputs, the signal's reason */
  async encode(
    batch: PreparedBatch,
    signal?: AbortSignal,
    { texts: wantsTexts = true }: { readonly texts?: boolean } = {},
  ): Promise<EncodedBatch> {
    const texts = new Map<string, string>();
    const textHashes = batch.drafts.map(({ item }) => {
      const text = textInput(item, this.#options.textAttributes);
      const hash = hashText(text);
      if (wantsTexts) texts.set(hash, text);
      return hash;
    });
    const text = await this.#encodeTexts(texts, signal);
    const newImages = [...batch.newImages].map(([inputHash, vector]) => ({
      inputHash,
      encoderId: this.imageEncoderId,
      vector,
    }));
    const rejected = [...batch.rejected];
    const drafts = batch.drafts.flatMap((draft, index) => {
      const textHash = textHashes[index] ?? '';
      const failure = text.failures.get(textHash);
      if (failure !== undefined) {
        rejected[draft.position] = unreadableText(draft, failure);
        return [];
      }
      return [this.#withReferences(draft, textHash)];
    });
    return {
      ...batch,
      imageEncoderId: this.imageEncoderId,
      rejected,
      drafts,
      newBlocks: [...text.added, ...newImages],
      vectors: new Map([
        [this.textEncoderId, text.vectors],
        [this.imageEncoderId, new Map([...batch.knownImages, ...batch.newImages])],
      ]),
    };
  }

  async #encodeTexts(texts: ReadonlyMap<string, string>, signal?: AbortSignal): Promise<NewVectors> {
    const stored = await this.#options.blocks.findBlocks(this.textEncoderId, [...texts.keys()]);
    const missing = [...texts].filter(([hash]) => !stored.has(hash));
    const outcomes = await Promise.all(missing.map(([, text]) => this.#batches.run(text, signal)));
    return gather(this.textEncoderId, stored, { hashes: missing.map(([hash]) => hash), outcomes });
  }

  #withReferences(draft: ItemDraft, textHash: string) {
    const { item } = draft;
    const photoHashes = [...new Set(item.images.flatMap(({ contentHash }) => contentHash ?? []))];
    const common = { itemId: item.id };
    const text = { ...common, modality: 'text', encoderId: this.textEncoderId, inputHashes: [textHash] };
    const image = { ...common, modality: 'image', encoderId: this.imageEncoderId, inputHashes: photoHashes };
    return { ...draft, references: photoHashes.length === 0 ? [text] : [image, text] };
  }
}

function gather(
  encoder: string,
  stored: ReadonlyMap<string, Float32Array>,
  encoded: { hashes: readonly string[]; outcomes: readonly EmbedOutcome[] },
): NewVectors {
  const vectors = new Map(stored);
  const added: EncodedBlock[] = [];
  const failures = new Map<string, string>();
  for (const [index, inputHash] of encoded.hashes.entries()) {
    const outcome = encoded.outcomes[index];
    if (outcome === undefined) continue;
    if ('failure' in outcome) {
      failures.set(inputHash, outcome.failure);
      continue;
    }
    vectors.set(inputHash, outcome.vector);
    added.push({ inputHash, encoderId: encoder, vector: outcome.vector });
  }
  return { vectors, added, failures };
}

function unreadableText({ item }: ItemDraft, failure: string): Extract<IntakeOutcome, { status: 'rejected' }> {
  return {
    status: 'rejected',
    itemId: item.id,
    problems: [{ field: 'title', problem: `can't be encoded: ${failure}` }],
  };
}
