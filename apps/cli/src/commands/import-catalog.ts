import { declareCommand, type CommandContext, type CommandResult } from '../cli-command.ts';
import { UsageError } from '../errors.ts';
import { checkFiles } from '../importing/check-files.ts';
import { formatImport } from '../importing/format-import.ts';
import type { ImportDocument, ImportOptions } from '../importing/import-document.ts';
import { FailureFile } from '../output/failure-file.ts';
import { EXIT_DONE, EXIT_FAILED } from '../exit-codes.ts';
import { columnMapping, wholeNumber } from '../parse-number-option.ts';

/** `kindred import`: items from a file, and shoppers' events. */
export const importCatalog = declareCommand<ImportOptions>({
  path: ['import'],
  summary: 'imports items (and events) from CSV, JSON lines or Parquet; run again, it goes on where it stopped',
  examples: [
    'kindred import products.csv',
    'kindred import products.csv --dry-run',
    'kindred import products.jsonl --interactions events.csv --failures failed.csv',
    'kindred import export.csv --map "Product name=title" --currency EUR',
  ],
  configure: (command) =>
    command
      .argument('[file]', 'the items: .csv, .tsv, .jsonl, .ndjson or .parquet')
      .option('--interactions <file>', "shoppers' events: user_id, item_id, type, occurred_at")
      .option('--dry-run', 'read and check everything, write nothing')
      .option('--failures <file>', 'write all failed rows there, as .csv or .jsonl')
      .option('--map <column=field>', 'what a column means; may be given several times', columnMapping)
      .option('--images-folder <folder>', "where photos named by a path are (default: the file's folder)")
      .option('--section-separator <text>', 'between the levels of a section (default: > or else /)')
      .option('--currency <code>', "of prices without one, and of a new catalog (default: the catalog's, else USD)")
      .option('--delimiter <character>', 'of CSV (default: found in the header)')
      .option('--image-encoder <url>', 'of a catalog that has no vectors yet (default: that of the settings)')
      .option('--text-encoder <url>', 'of a catalog that has no vectors yet (default: that of the settings)')
      .option('--enqueue', 'leave encoding to kindred worker --modalities …, on whichever machine, and wait for it')
      .option('--batch-size <number>', 'rows per transaction', wholeNumber(1, 1000)),
  run: async (context, { args: [file], options }) => {
    if (file === undefined && options.interactions === undefined)
      throw new UsageError('Name a file to import. Example: kindred import products.csv');
    await checkFiles(file, options.interactions);
    const failureFile = options.failures === undefined ? undefined : await FailureFile.open(options.failures);
    try {
      return await run(context, { ...options, file }, failureFile);
    } finally {
      await failureFile?.close();
    }
  },
});

async function run(
  context: CommandContext,
  request: ImportOptions & { readonly file: string | undefined },
  failureFile: FailureFile | undefined,
): Promise<CommandResult> {
  const work =
    request.dryRun === true
      ? (await import('../importing/check-import.ts')).checkImport
      : (await import('../importing/run-import.ts')).runImport;
  const document = await work(context, request, failureFile);
  return { document, text: formatImport(document), exitCode: exitCodeOf(document) };
}

/** A stopped import, and one in which not a single row was good, have failed; rows that failed among others are told, not an error. */
function exitCodeOf({ status, items, interactions }: ImportDocument): number {
  const parts = [items?.counts, interactions?.counts].filter((counts) => counts !== undefined);
  const allFailed = parts.some(({ read, failed }) => read > 0 && failed === read);
  return status === 'completed' && !allFailed ? EXIT_DONE : EXIT_FAILED;
}
