/** Given to the thread when it starts. */
export interface EncoderWorkerData {
  readonly modelsDir: string;
  /** Threads that one operator may use. */
  readonly threads: number;
  readonly maxTokens: number;
  /** The memory of a NativeGate. */
  readonly gate: SharedArrayBuffer;
}

/** One chunk of a call; small, so that others need not wait long. */
export type ChunkInput =
  | { readonly kind: 'text'; readonly texts: readonly string[] }
  /** pixels [count, 260, 260, 3] */
  | { readonly kind: 'image'; readonly count: number; readonly pixels: Uint8Array<ArrayBuffer> };

export type EncoderRequest =
  { readonly type: 'encode'; readonly id: number; readonly input: ChunkInput } | { readonly type: 'close' };

export type EncoderReply =
  | { readonly type: 'ready' }
  /** rows [inputs of the chunk, dimension] */
  | { readonly type: 'rows'; readonly id: number; readonly rows: Float32Array<ArrayBuffer> }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
