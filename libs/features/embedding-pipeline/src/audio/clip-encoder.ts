import type { BlockStore, EncodedBlock, Item, ItemBlockReference, ItemClip } from '@kindred/catalog';
import { encoderId, type AudioEmbeddingModel } from '@kindred/embedding-model';
import { reasonOf } from '../errors.ts';
import { mapConcurrent } from '../map-concurrent.ts';
import type { ClipLoader, LoadedClip } from './clip-loader.ts';

/** What became of the clips of some items. */
export interface EncodedClips {
  /** Under which the blocks are stored. */
  readonly encoderId: string;
  /** URL → the clip with its content hash, or with the reason why it has none. */
  readonly clips: ReadonlyMap<string, ItemClip>;
  /** Encoded now; not stored yet. */
  readonly newBlocks: readonly EncodedBlock[];
  /** Content hash → vector, of those at hand, new or read. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

/** What is known of the items before any clip is read. */
export interface StoredClips {
  readonly items: ReadonlyMap<string, Item>;
  readonly references: readonly ItemBlockReference[];
}

export interface ClipEncoderOptions {
  readonly model: AudioEmbeddingModel;
  readonly loader: ClipLoader;
  readonly blocks: BlockStore;
  /** How many clips are read at a time; each is in memory until it is embedded. */
  readonly concurrency: number;
}

/** One call's clips on their way. */
interface EncodingRun {
  readonly vectors: Map<string, Float32Array>;
  /** Content hash → its vector being found or made: equal clips are encoded once. */
  readonly begun: Map<string, Promise<void>>;
  readonly newBlocks: EncodedBlock[];
  readonly signal: AbortSignal | undefined;
}

/** Failures that a clip can be blamed for, and not the model. */
const ABOUT_ONE_CLIP = new Set(['CLIP_MISMATCH', 'ENCODING_FAILED']);

/**
 * Reads and embeds the clips of items whose blocks are not stored. A clip of a stored item is not read again if its URL is the same, unless
 * {@link ClipLoader.findContentHash} says that its bytes are others. Clips that failed before are tried again.
 *
 * A clip is embedded as soon as it is read and then let go: a minute of it is as large as a hundred photos.
 */
export class ClipEncoder {
  readonly encoderId: string;
  readonly #options: ClipEncoderOptions;

  constructor(options: ClipEncoderOptions) {
    this.#options = options;
    this.encoderId = encoderId(options.model.spec);
  }

  /** One clip's failure doesn't touch the others. @throws what the model throws when it is out of order, the signal's reason */
  async encode(items: readonly Item[], stored: StoredClips, signal?: AbortSignal): Promise<EncodedClips> {
    const { blocks, concurrency } = this.#options;
    const urls = [...new Set(items.flatMap(({ audio }) => audio.map(({ url }) => url)))];
    const hashes = await this.#findHashes(urls, stored.items, signal);
    const referenced = new Set(
      stored.references.flatMap((own) => (own.encoderId === this.encoderId ? own.inputHashes : [])),
    );
    const unsure = [...new Set(hashes.values())].filter((hash) => !referenced.has(hash));
    const vectors = new Map(unsure.length === 0 ? [] : await blocks.findBlocks(this.encoderId, unsure));
    const run: EncodingRun = { vectors, begun: new Map(), newBlocks: [], signal };
    const clips = new Map<string, ItemClip>();
    await mapConcurrent(urls, concurrency, async (url) => {
      const known = hashes.get(url);
      const isEncoded = known !== undefined && (referenced.has(known) || vectors.has(known));
      clips.set(url, isEncoded ? { url, contentHash: known } : await this.#encodeOne(url, run));
    });
    return { encoderId: this.encoderId, clips, newBlocks: run.newBlocks, vectors };
  }

  async #findHashes(urls: readonly string[], items: StoredClips['items'], signal?: AbortSignal) {
    const { loader, concurrency } = this.#options;
    const hashes = new Map<string, string>();
    for (const { audio } of items.values())
      for (const { url, contentHash } of audio) if (contentHash !== undefined) hashes.set(url, contentHash);
    await mapConcurrent(urls, concurrency, async (url) => {
      // A clip that can't be read now keeps the block it has; a new one fails when it is read, with the reason.
      const current = await loader.findContentHash?.(url, signal).catch(() => undefined);
      signal?.throwIfAborted();
      if (current !== undefined) hashes.set(url, current);
    });
    return hashes;
  }

  async #encodeOne(url: string, run: EncodingRun): Promise<ItemClip> {
    const { signal } = run;
    signal?.throwIfAborted();
    let loaded: LoadedClip;
    try {
      loaded = await this.#options.loader.load(url, signal);
    } catch (error) {
      signal?.throwIfAborted();
      return { url, failure: reasonOf(error) };
    }
    const { contentHash } = loaded;
    const begun = run.begun.get(contentHash) ?? this.#findOrEmbed(loaded, run);
    run.begun.set(contentHash, begun);
    try {
      await begun;
      return { url, contentHash };
    } catch (error) {
      signal?.throwIfAborted();
      const isAboutClip = error instanceof Error && 'code' in error && ABOUT_ONE_CLIP.has(String(error.code));
      if (!isAboutClip) throw error;
      return { url, failure: reasonOf(error) };
    }
  }

  /** The hash of a clip that was downloaded is known only now: it may be stored already, under another URL. */
  async #findOrEmbed({ contentHash, clip }: LoadedClip, { vectors, newBlocks, signal }: EncodingRun): Promise<void> {
    const { model, blocks } = this.#options;
    const stored = (await blocks.findBlocks(this.encoderId, [contentHash])).get(contentHash);
    if (stored !== undefined) {
      vectors.set(contentHash, stored);
      return;
    }
    const { data: vector } = await model.embedClips([clip], {
      isBulk: true,
      ...(signal === undefined ? {} : { signal }),
    });
    vectors.set(contentHash, vector);
    newBlocks.push({ inputHash: contentHash, encoderId: this.encoderId, vector });
  }
}
