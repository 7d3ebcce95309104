import type { EmbeddingModelSpec, HttpEncoderApi, PixelImage, Pooling } from '@kindred/embedding-model';

/** What a server may be asked at a time, and for how long. Whole numbers; the ranges are those of {@link LIMIT_RANGES}. */
export interface EncoderLimits {
  /** Inputs of one request; lowered to what the server says that it takes. Default 64, for photos 32. */
  readonly maxInputs: number;
  /**
   * UTF-8 bytes of the inputs of one request; one larger input is sent alone. Photos count as their raw pixels in base64.
   * Default 1 MiB, as Text Embeddings Inference refuses 2 MB; for photos 8 MiB.
   */
  readonly maxBatchBytes: number;
  /** A longer answer is not read to its end. */
  readonly maxResponseBytes: number;
  /** Requests at a time. Bulk calls leave one of them to queries where there are two or more. */
  readonly maxConcurrent: number;
  /** Inputs that wait for their request; a call that would exceed it is refused, unless nothing waits. */
  readonly maxWaitingInputs: number;
  /** How long an incomplete batch waits for further callers. */
  readonly lingerMs: number;
  /** Longest time that a call goes without progress: waiting, all tries and the pauses between them. */
  readonly timeoutMs: number;
  /** Longest time of one request. It is not tried again: the server may still be working on it. */
  readonly requestTimeoutMs: number;
  /** Of a request that met a busy or restarting server. */
  readonly maxTries: number;
  /** Pause before the second try; doubles for each further one. */
  readonly firstDelayMs: number;
  /** Where the doubling ends. A server may ask for a longer pause by Retry-After. */
  readonly maxDelayMs: number;
}

/** Name → lowest and highest value. */
export const LIMIT_RANGES = {
  maxInputs: [1, 2048],
  maxBatchBytes: [1024, 256 * 1024 * 1024],
  maxResponseBytes: [1024, 1024 * 1024 * 1024],
  maxConcurrent: [1, 256],
  maxWaitingInputs: [1, 10_000_000],
  lingerMs: [0, 1000],
  timeoutMs: [1, 3_600_000],
  requestTimeoutMs: [1, 3_600_000],
  maxTries: [1, 20],
  firstDelayMs: [0, 60_000],
  maxDelayMs: [0, 600_000],
} as const satisfies Record<keyof EncoderLimits, readonly [number, number]>;

export const DEFAULT_LIMITS: EncoderLimits = {
  maxInputs: 64,
  maxBatchBytes: 1024 * 1024,
  maxResponseBytes: 64 * 1024 * 1024,
  maxConcurrent: 4,
  maxWaitingInputs: 10_000,
  lingerMs: 2,
  timeoutMs: 60_000,
  requestTimeoutMs: 30_000,
  maxTries: 5,
  firstDelayMs: 200,
  maxDelayMs: 10_000,
};

/** How to reach a model on a server. What the server can't tell is configured here; an `HttpEncoderUrl` fits in. */
export interface RemoteEncoderSettings {
  /** `http://…` or `https://…`. With `openai` and no path, `/v1` is added. */
  readonly baseUrl: string;
  readonly api: HttpEncoderApi;
  /** Needed unless `api` is `tei`; there it is compared with the server's. */
  readonly model?: string;
  /** Sent as a bearer token; never part of the identity nor of a message. */
  readonly apiKey?: string;
  /** PEM certificates to trust instead of the well-known authorities, for a server with a certificate of one's own. */
  readonly certificateAuthority?: string;
  /** Keeps the identity when the server moves. Default: `http:<origin>/<model>`. */
  readonly modelId?: string;
  /** Default: the server's commit of the model, where it tells it; else `unpinned`. */
  readonly revision?: string;
  /** Default: the server's, where it tells it; else `fp32`. */
  readonly dtype?: EmbeddingModelSpec['dtype'];
  /** Default: the server's, where it tells it; else `none`: the server's affair. */
  readonly pooling?: Pooling;
  /** Compared with the vectors of the server. */
  readonly dimension?: number;
  /** How vectors are asked for; either is understood. Default `base64`, a quarter of the size and exact. */
  readonly encodingFormat?: 'base64' | 'float';
  readonly limits?: Partial<EncoderLimits>;
}

export interface RemoteTextSettings extends RemoteEncoderSettings {
  /** Where the server cuts texts. Default: the server's, where it tells it; else 512. Only named in the identity. */
  readonly maxTokens?: number;
  /** Texts are cut here before they are sent, for servers that refuse long ones instead of cutting them. Default 65,536. */
  readonly maxCharacters?: number;
  readonly queryPrefix?: string;
  readonly documentPrefix?: string;
}

/** A photo as a server takes it. */
export interface EncodedPhoto {
  readonly bytes: Uint8Array;
  /** For example `image/png`. */
  readonly mime: string;
}

export interface RemotePhotoSettings extends RemoteEncoderSettings {
  /** Edge in pixels of the square that photos are cropped to before they are sent, 1 to 4096. Default 224. */
  readonly photoSize?: number;
  /** Pixels → a picture file. */
  readonly encodePhoto: (image: PixelImage) => Promise<EncodedPhoto>;
  /** Names what `encodePhoto` does to the pixels (`png`, `jpeg-90`), as vectors depend on it; part of the identity. */
  readonly photoFormat: string;
}
