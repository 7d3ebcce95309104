import type { CandidateList } from './run-pass.ts';

export interface ScanWorkerData {
  readonly module: WebAssembly.Module;
}

export type ScanRequest =
  /** `memory` comes with the first pass of a collection, and stays. */
  | {
      readonly type: 'pass';
      readonly id: number;
      readonly table: number;
      readonly batch: number;
      readonly scratch: number;
      readonly memory?: WebAssembly.Memory;
    }
  | { readonly type: 'forget'; readonly table: number };

export type ScanReply =
  { readonly id: number; readonly lanes: readonly CandidateList[] } | { readonly id: number; readonly failure: string };
