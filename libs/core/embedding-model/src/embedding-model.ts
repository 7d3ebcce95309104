/** Row-major `[rows, dimension]`; each row has unit length. */
export interface EmbeddingMatrix {
  readonly rows: number;
  readonly dimension: number;
  readonly data: Float32Array;
}

/** How a vector is made of what the network gives per token or patch; `none`: the network gives one vector already. */
export type Pooling = 'mean' | 'cls' | 'lastToken' | 'none';

/** What a vector depends on. Two models with equal identities give equal vectors (cosine ≥ 0.999). */
export interface EmbeddingModelSpec {
  /** For example `bundled:all-MiniLM-L6-v2`. */
  readonly modelId: string;
  readonly revision: string;
  readonly dtype: 'fp32' | 'fp16' | 'q8';
  readonly dimension: number;
  readonly pooling: Pooling;
  /** Models with the same id give vectors of one space, so that a text can be compared with a photo (CLIP and its kind). */
  readonly space?: string;
}

export interface TextEmbeddingModelSpec extends EmbeddingModelSpec {
  /** Longer texts are cut at this many tokens. */
  readonly maxTokens: number;
  readonly queryPrefix: string;
  readonly documentPrefix: string;
}

/** How photos must be prepared; part of the identity. */
export interface ImageInputSpec {
  readonly width: number;
  readonly height: number;
  readonly fit: 'cover' | 'contain' | 'fill';
  readonly kernel: 'linear' | 'cubic' | 'lanczos3';
  /** Share of each edge that is kept, in (0, 1): a photo is fitted to `width / crop` × `height / crop`, rounded, and its centre cut out. */
  readonly crop?: number;
}

export interface ImageEmbeddingModelSpec extends EmbeddingModelSpec {
  readonly input: ImageInputSpec;
}

/** How clips of sound are heard; part of the identity. */
export interface ClipInputSpec {
  /** Samples per second of the mono sound that the model takes; whole, from 1,000. */
  readonly sampleRate: number;
  /** Length in seconds of the window that the network hears at a time, above 0. */
  readonly windowSeconds: number;
  /**
   * A shorter clip is followed by silence (`pad`), begun anew until the window is full (`repeat`), or repeated as often as it fits
   * whole and followed by silence (`repeatPad`).
   */
  readonly shorter: 'pad' | 'repeat' | 'repeatPad';
  /** Of a longer clip its first window counts (`cut`), or the mean of the unit vectors of windows spread over it (`average`). */
  readonly longer: 'cut' | 'average';
  /** Most windows of one clip, from 1; with `average` so many cover a clip without a gap, if they suffice. */
  readonly maxWindows: number;
}

export interface AudioEmbeddingModelSpec extends EmbeddingModelSpec {
  readonly clip: ClipInputSpec;
}

export interface EmbedOptions {
  readonly signal?: AbortSignal;
  /** Nobody waits for this call: it lets others pass. Default: a call with several inputs is bulk, one with a single input is urgent. */
  readonly isBulk?: boolean;
}

/** A photo ready for a model: RGB, row-major `[height, width, 3]`, 8 bit. */
export interface PixelImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A clip of sound ready for a model: mono, 32-bit PCM, full scale is [-1, 1]. */
export interface PcmClip {
  /** Samples per second. */
  readonly sampleRate: number;
  /** [samples], of any length from 1; finite. */
  readonly samples: Float32Array;
}

/** Text → vector. The same text gives the same row in any batch (cosine ≥ 0.9999). */
export interface TextEmbeddingModel {
  readonly spec: TextEmbeddingModelSpec;
  /** [texts.length, spec.dimension]. @throws EmptyInputError for a blank text, InputAbortedError */
  embedDocuments(texts: readonly string[], options?: EmbedOptions): Promise<EmbeddingMatrix>;
  /** [spec.dimension] */
  embedQuery(text: string, options?: EmbedOptions): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Photo → vector. */
export interface ImageEmbeddingModel {
  readonly spec: ImageEmbeddingModelSpec;
  /**
   * Words → vectors that can be compared with those of photos, where the model is of CLIP's kind. Same dimension and `spec.space`. The photos'
   * vectors don't depend on it, so it is no part of their identity. Whoever opened the model closes it.
   */
  readonly textTower?: TextEmbeddingModel | undefined;
  /** [images.length, spec.dimension]. @throws ImageSizeMismatchError if a photo was not prepared as spec.input says */
  embedImages(images: readonly PixelImage[], options?: EmbedOptions): Promise<EmbeddingMatrix>;
  close(): Promise<void>;
}

/** Clip of sound → vector. Clips may be of any length; the model treats short and long ones as `spec.clip` says. */
export interface AudioEmbeddingModel {
  readonly spec: AudioEmbeddingModelSpec;
  /**
   * [clips.length, spec.dimension]. @throws ClipMismatchError for a clip that is empty, of another sample rate than spec.clip's, or
   * with a sample that is not finite
   */
  embedClips(clips: readonly PcmClip[], options?: EmbedOptions): Promise<EmbeddingMatrix>;
  close(): Promise<void>;
}
