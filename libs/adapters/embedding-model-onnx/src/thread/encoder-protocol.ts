import type { DeviceChoice } from '../session/devices.ts';
import type { ModelFacts, ModelInput } from '../session/model-session.ts';
import type { SessionRequest } from '../session/open-session.ts';
import type { ModelSource } from '../manifest/model-source.ts';

/** Given to the thread when it starts. */
export interface EncoderWorkerData {
  /** The memory of a NativeGate. */
  readonly gate: SharedArrayBuffer;
}

export interface LoadRequest {
  readonly type: 'load';
  /** Names the model in later requests. */
  readonly model: number;
  readonly source: ModelSource;
  readonly session: SessionRequest;
}

export interface EncodeRequest {
  readonly type: 'encode';
  readonly model: number;
  /** One for each call that shares the run. */
  readonly chunks: readonly ModelInput[];
}

/** Frees a model. */
export interface UnloadRequest {
  readonly type: 'unload';
  readonly model: number;
}

export type EncoderRequest = LoadRequest | EncodeRequest | UnloadRequest;
export type NumberedRequest = EncoderRequest & { readonly id: number };
export type ThreadMessage = NumberedRequest | { readonly type: 'close' };

export type ChunkResult =
  /** rows [inputs of the chunk, dimension] */
  { readonly rows: Float32Array<ArrayBuffer> } | { readonly message: string };

/** An error of the thread in a form that survives the way between threads. */
export type Problem =
  | { readonly kind: 'manifest'; readonly file: string; readonly problems: readonly string[] }
  | { readonly kind: 'file'; readonly file: string; readonly problem: string }
  | { readonly kind: 'device'; readonly device: DeviceChoice; readonly reason: string }
  | { readonly kind: 'other'; readonly message: string };

export type EncoderAnswer =
  | { readonly type: 'loaded'; readonly facts: ModelFacts }
  | { readonly type: 'encoded'; readonly results: readonly ChunkResult[] }
  | { readonly type: 'unloaded' }
  | { readonly type: 'failed'; readonly problem: Problem };

export type EncoderReply = { readonly type: 'ready' } | (EncoderAnswer & { readonly id: number });
