import type { LaunchCommand } from './run-as.ts';

/** Stands in the arguments for the guardian's own identity. */
export const GUARDIAN_PLACEHOLDER = '{guardian}';

/** What the guardian is to start. Passed as JSON, its first argument. */
export interface GuardianOrder {
  readonly command: LaunchCommand;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
}

/** From the guardian to its parent. */
export type GuardianReport =
  | { readonly kind: 'launched'; readonly pid: number }
  /** The server ended, whoever wanted it. */
  | { readonly kind: 'exited'; readonly code: number | null; readonly signal: string | null }
  | { readonly kind: 'failed'; readonly reason: string };

/** From the parent to its guardian. */
export type GuardianRequest = 'stop';
