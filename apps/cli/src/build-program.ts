import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { CommandContext, CommandDeclaration, CommandResult } from './cli-command.ts';
import { commandDeclarations } from './commands/command-declarations.ts';
import { loadConfig } from './config.ts';
import { EXIT_DONE } from './exit-codes.ts';
import type { CliSurroundings } from './run-cli.ts';

interface CommonOptions {
  readonly json?: boolean;
  readonly catalog?: string;
  readonly verbose?: boolean;
}

const GROUPS: Readonly<Record<string, string>> = {
  encoders:
    'models of texts and photos: what there is, whether one holds its contract, how fast it is, statistics of your own vectors',
  evaluate: 'how good encoders and answers are, on your own data',
  export: 'files for other tools',
  keys: 'API keys: make, list, revoke',
  runs: 'imports that ran, and the rows that failed',
  jobs: 'encoding left to workers: what they gave up, once more or no more',
  vectors: 'the vector store: move to another one',
};

/** All commands on one commander program; commands that need it group under `export`, `keys` and `runs`. */
export function buildProgram(surroundings: CliSurroundings, setExitCode: (code: number) => void): Command {
  const { stdout, stderr } = surroundings;
  const program = new Command('kindred')
    .description('Works on a Kindred catalogue: imports it, asks it, and looks after it.')
    .version(readVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) => {
        write(
          `${text
            .trim()
            .replace(/^error:/, 'Error:')
            .replaceAll(/\s+/g, ' ')
            .replace(/\.$/, '')}. --help shows what there is.\n`,
        );
      },
    });
  const groups = new Map<string, Command>();
  for (const declaration of commandDeclarations) {
    const [first, second] = declaration.path;
    let parent = program;
    if (second !== undefined) {
      parent = groups.get(first) ?? program.command(first).description(GROUPS[first] ?? '');
      groups.set(first, parent);
    }
    addCommand(parent, declaration, { surroundings, setExitCode });
  }
  return program;
}

function addCommand(
  parent: Command,
  declaration: CommandDeclaration,
  { surroundings, setExitCode }: { surroundings: CliSurroundings; setExitCode: (code: number) => void },
): void {
  const command = parent.command(declaration.path.at(-1) ?? '').description(declaration.summary);
  declaration.configure?.(command);
  command
    .option('--catalog <name>', 'the catalog to work on (default: KINDRED_CATALOG, else "default")')
    .option('--json', 'one JSON document on standard output')
    .option('--verbose', 'print the causes of an error')
    .addHelpText('after', `\nExamples:\n${declaration.examples.map((line) => `  $ ${line}`).join('\n')}`)
    .allowExcessArguments(false);
  command.action(async () => {
    const options: CommonOptions = command.opts();
    const context = contextOf(options, surroundings);
    const result = await declaration.run(context, { args: command.processedArgs.flat() as string[], options });
    writeResult(result, context, surroundings.stdout);
    setExitCode(result.exitCode ?? EXIT_DONE);
  });
}

function contextOf({ catalog, json, verbose }: CommonOptions, surroundings: CliSurroundings): CommandContext {
  const config = loadConfig(surroundings.environment);
  return {
    config,
    catalog: catalog ?? config.catalog,
    json: json ?? false,
    verbose: verbose ?? false,
    signal: surroundings.signal,
    stderr: surroundings.stderr,
  };
}

function writeResult({ document, text }: CommandResult, { json }: CommandContext, stdout: NodeJS.WriteStream): void {
  if (json) stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
  else if (text !== '') stdout.write(`${text}\n`);
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
