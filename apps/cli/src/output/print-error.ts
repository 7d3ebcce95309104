import { EXIT_FAILED, EXIT_USAGE } from '../exit-codes.ts';

/** Codes of errors that say "you called it wrongly", whichever lib found out. */
const USAGE_CODES = [
  'USAGE',
  'CONFIG_INVALID',
  'ENCODER_URL',
  'ENCODER_MODALITY',
  'INVALID_WEIGHTS',
  'INVALID_SEARCH',
  'INVALID_MAPPING',
  'INVALID_DIMENSIONS',
  'FILE_EXISTS',
];

export function exitCodeOf(error: unknown): number {
  return USAGE_CODES.includes(codeOf(error)) ? EXIT_USAGE : EXIT_FAILED;
}

export interface ErrorOutput {
  readonly stdout: Pick<NodeJS.WriteStream, 'write'>;
  readonly stderr: Pick<NodeJS.WriteStream, 'write'>;
  readonly json: boolean;
  /** Adds the chain of causes and the stack. */
  readonly verbose: boolean;
}

/** One line for people on standard error; with `json` also the document `{ error: { code, message } }` on standard output. */
export function printError(error: unknown, { stdout, stderr, json, verbose }: ErrorOutput): void {
  const message = messageOf(error);
  if (json) stdout.write(`${JSON.stringify({ error: { code: codeOf(error), message } })}\n`);
  stderr.write(`Error: ${message}\n`);
  if (!verbose) return;
  for (let cause = causeOf(error); cause !== undefined; cause = causeOf(cause))
    stderr.write(`  because: ${messageOf(cause)}\n`);
  if (error instanceof Error && error.stack !== undefined) stderr.write(`${error.stack}\n`);
}

/** On one line. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.trim().replaceAll(/\s*\n\s*/g, ' ');
  return line === '' ? 'Something failed without saying why; --verbose tells where.' : line;
}

/** `UNEXPECTED` for what has no code of its own. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'UNEXPECTED';
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
