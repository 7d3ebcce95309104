import type { CliConfig } from '../config.ts';
import type { OpenParts } from '../composition/open-parts.ts';

/** `info` is neither good nor bad. */
export type CheckStatus = 'ok' | 'warn' | 'fail' | 'info';

/** One line of the doctor's report. */
export interface CheckResult {
  readonly name: string;
  readonly status: CheckStatus;
  readonly detail: string;
  /** What to do; with `warn` and `fail`. */
  readonly hint?: string;
}

export interface CheckSurroundings {
  readonly config: CliConfig;
  /** Opened only by checks that find something to open. */
  readonly parts: OpenParts;
  /** Catalogs of the database; undefined where none could be opened. Set by the check of PostgreSQL. */
  catalogs: readonly string[] | undefined;
}

/** Looks at one thing and changes nothing. May reject: that fails the line with the error's message and `hint`. */
export interface Check {
  readonly name: string;
  readonly hint: string;
  readonly run: (surroundings: CheckSurroundings) => Promise<Omit<CheckResult, 'name'>>;
}
