import type { RunCounts } from '@kindred/catalog';
import type { FailedRowRecord } from '../output/failure-file.ts';

/** As the command line gives them. */
export interface ImportOptions {
  readonly interactions?: string;
  readonly dryRun?: boolean;
  readonly failures?: string;
  readonly map?: Readonly<Record<string, string>>;
  readonly imagesFolder?: string;
  readonly sectionSeparator?: string;
  readonly currency?: string;
  readonly delimiter?: string;
  readonly batchSize?: number;
  readonly enqueue?: boolean;
  readonly imageEncoder?: string;
  readonly textEncoder?: string;
}

/** What `kindred import --json` prints. */
export interface ImportDocument {
  readonly catalog: string;
  readonly dryRun: boolean;
  /** `cancelled` after Ctrl-C: what was imported is kept. */
  readonly status: 'completed' | 'cancelled';
  readonly items?: ItemsDocument;
  readonly interactions?: InteractionsDocument;
  readonly elapsedMs: number;
  /** Where all failed rows were written. */
  readonly failuresFile?: string;
}

export interface ItemsDocument {
  readonly file: string;
  /** Rows in the file; those behind a Ctrl-C were not read. */
  readonly rows: number;
  /** read = embedded + unchanged + failed. In a dry run what could be imported counts as `embedded`. */
  readonly counts: RunCounts;
  /** Of reading and embedding alone, without opening the stores. */
  readonly elapsedMs: number;
  /** Texts, photos and clips that went through a model. */
  readonly blocksEncoded: number;
  /** Items that workers have yet to encode, after a Ctrl-C; they are counted as embedded. */
  readonly pending?: number;
  /** Photos that could not be read; their items are imported without them. */
  readonly photoProblems: MediaProblemsDocument;
  /** Clips of sound that could not be read; absent without an encoder of sound, when none is read. */
  readonly clipProblems?: MediaProblemsDocument;
  readonly columns: ColumnsDocument;
  readonly warnings: readonly string[];
  /** The first ten. */
  readonly failures: readonly FailedRowRecord[];
  readonly runId?: string;
}

export interface MediaProblemsDocument {
  readonly count: number;
  /** The first ten. */
  readonly first: readonly { readonly url: string; readonly reason: string }[];
}

export interface InteractionsDocument {
  readonly file: string;
  readonly rows: number;
  /** read = recorded + known + failed; `known` were recorded before. */
  readonly counts: {
    readonly read: number;
    readonly recorded: number;
    readonly known: number;
    readonly failed: number;
  };
  readonly columns: ColumnsDocument;
  readonly failures: readonly FailedRowRecord[];
}

/** Which column was taken for what. */
export interface ColumnsDocument {
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly attributes: Readonly<Record<string, string>>;
  readonly ignored: readonly string[];
}

/** How many failed rows are shown; the rest are in the file of `--failures` and in `kindred runs failures`. */
export const SHOWN_FAILURES = 10;
