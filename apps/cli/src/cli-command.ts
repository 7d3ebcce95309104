import type { Command } from 'commander';
import type { CliConfig } from './config.ts';

/** What every command gets from its surroundings. */
export interface CommandContext {
  readonly config: CliConfig;
  /** From `--catalog`, else from the settings. */
  readonly catalog: string;
  readonly json: boolean;
  readonly verbose: boolean;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  /** Standard error: progress, notes and logs. Standard output belongs to the result. */
  readonly stderr: NodeJS.WriteStream;
}

/** Writes one line for people to standard error. */
export function note({ stderr }: Pick<CommandContext, 'stderr'>, line: string): void {
  stderr.write(`${line}\n`);
}

/** What a command prints to standard output at its end: the document with `--json`, else the text. */
export interface CommandResult {
  readonly document: unknown;
  /** Without a newline at its end; may be empty. */
  readonly text: string;
  /** Default 0. */
  readonly exitCode?: number;
}

export interface CommandInput<Options> {
  readonly args: readonly string[];
  readonly options: Options;
}

/** One command. `--json`, `--catalog` and `--verbose` are added to each. */
export interface CommandDeclaration {
  /** `['keys', 'create']` is `kindred keys create`. */
  readonly path: readonly [string, ...string[]];
  readonly summary: string;
  /** Shown below the help; each works as it stands. */
  readonly examples: readonly string[];
  /** Declares arguments and options. */
  readonly configure?: (command: Command) => void;
  readonly run: (context: CommandContext, input: CommandInput<object>) => Promise<CommandResult>;
}

/** Ties a command's `run` to the shape of the options that its `configure` declares. */
export function declareCommand<Options extends object>(
  declaration: Omit<CommandDeclaration, 'run'> & {
    readonly run: (context: CommandContext, input: CommandInput<Options>) => Promise<CommandResult>;
  },
): CommandDeclaration {
  return declaration as CommandDeclaration;
}
