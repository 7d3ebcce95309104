import type { DecodeRequest } from './decode-clip.ts';

export interface DecodeMessage extends DecodeRequest {
  readonly id: number;
}

/** An error of the thread in a form that survives the way between threads. */
export interface DecodeProblem {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

export type DecodeReply =
  | { readonly id: number; readonly samples: Float32Array<ArrayBuffer> }
  | { readonly id: number; readonly problem: DecodeProblem };
