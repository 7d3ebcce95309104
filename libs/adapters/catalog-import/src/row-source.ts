/** What a cell holds: its text as the file has it, a list of texts (JSON, Parquet), or nothing. */
export type Cell = string | readonly string[] | undefined;

/** Where a row stands: `row` counts rows from 1 without the header and blank lines; `line` counts lines of text from 1. */
export interface RowPlace {
  readonly row: number;
  /** Absent in formats without lines. */
  readonly line?: number;
}

/** A row before it has a meaning: one cell per column, or why it has none. */
export type RawRow = RowPlace & {
  /** The row's own text, at most `MAX_RAW_LENGTH` UTF-16 units. */
  readonly raw: string;
} & ({ readonly cells: readonly Cell[] } | { readonly failure: string });

/** A file of rows. `rows` starts anew at each call and holds no more than a few rows in memory. */
export interface RowSource {
  readonly columns: readonly string[];
  /** Rows that `rows` gives, failures included. */
  readonly rowCount: number;
  /** SHA-256 (hex) of the file's bytes. */
  readonly contentHash: string;
  rows(): AsyncIterable<RawRow>;
}

export const MAX_RAW_LENGTH = 10_000;

export function shortRaw(text: string): string {
  return text.length > MAX_RAW_LENGTH ? `${text.slice(0, MAX_RAW_LENGTH)}…` : text;
}
