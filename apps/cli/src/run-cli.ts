import { CommanderError } from 'commander';
import { buildProgram } from './build-program.ts';
import { exitCodeOf, printError } from './output/print-error.ts';
import { EXIT_DONE, EXIT_USAGE } from './exit-codes.ts';

export interface CliSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Runs one command and resolves to the exit code; never rejects. */
export async function runCli(argv: readonly string[], surroundings: CliSurroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  const json = argv.includes('--json');
  let exitCode = EXIT_DONE;
  const program = buildProgram(surroundings, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has written its message to standard error already; help and --version end here too, with 0.
      if (error.exitCode === 0) return EXIT_DONE;
      if (json) stdout.write(`${JSON.stringify({ error: { code: 'USAGE', message: oneLine(error.message) } })}\n`);
      return EXIT_USAGE;
    }
    printError(error, { stdout, stderr, json, verbose: argv.includes('--verbose') });
    return exitCodeOf(error);
  }
}

function oneLine(message: string): string {
  return message.replace(/^error: /, '').replaceAll(/\s+/g, ' ');
}
