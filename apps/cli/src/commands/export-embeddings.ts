import type { EmbeddingFileFormat } from '@kindred/embedding-files';
import { declareCommand, type CommandContext, type CommandResult } from '../cli-command.ts';
import { withParts } from '../composition/with-parts.ts';
import { UsageError } from '../errors.ts';
import { formatExport } from '../output/format-export.ts';
import { wholeNumber } from '../parse-number-option.ts';
import { parseWeightsOption } from '../parse-weights-option.ts';

interface ExportOptions {
  readonly out: string;
  readonly format?: string;
  readonly dimensions?: number;
  readonly weights?: string;
  readonly force?: boolean;
}

/** `kindred export embeddings`: the fused embeddings of all items as a file. */
export const exportEmbeddings = declareCommand<ExportOptions>({
  path: ['export', 'embeddings'],
  summary: 'the fused embeddings of all items, as a Parquet or NPY file',
  examples: [
    'kindred export embeddings --out vectors.parquet',
    'kindred export embeddings --out vectors.npy --dimensions 64',
    'kindred export embeddings --out shoes.parquet --weights image=.7,price=.3 --force',
  ],
  configure: (command) =>
    command
      .requiredOption('--out <file>', 'where to; what lies beside it gets the same name')
      .option('--format <format>', 'parquet or npy (default: by the ending of the file)')
      .option(
        '--dimensions <number>',
        'so many principal components in place of all dimensions',
        wholeNumber(1, 1_000_000),
      )
      .option('--weights <list>', 'modality=number, from 0 to 1, with commas: dot products become scores')
      .option('--force', 'replace a file that is there'),
  run: async (context, { options }) => {
    const format = await formatOf(options);
    const weights = options.weights === undefined ? undefined : parseWeightsOption(options.weights);
    return exportTo(context, { ...options, format, chosenWeights: weights });
  },
});

async function formatOf({ format, out }: ExportOptions): Promise<EmbeddingFileFormat> {
  const { formatOfName } = await import('@kindred/embedding-files');
  const chosen = format ?? formatOfName(out);
  if (chosen === 'parquet' || chosen === 'npy') return chosen;
  throw new UsageError(
    format === undefined
      ? `--out '${out}' ends neither in .parquet nor in .npy. Say --format parquet or --format npy.`
      : `--format '${format}' is neither parquet nor npy.`,
  );
}

interface ChosenExport extends Omit<ExportOptions, 'format'> {
  readonly format: EmbeddingFileFormat;
  readonly chosenWeights: Readonly<Record<string, number>> | undefined;
}

function exportTo(context: CommandContext, chosen: ChosenExport): Promise<CommandResult> {
  const { catalog, signal } = context;
  const { out, format, dimensions, chosenWeights, force = false } = chosen;
  return withParts(context, async (parts) => {
    const database = await parts.existingDatabase();
    await database.catalogs.load(catalog);
    const { writeEmbeddings } = await import('../exporting/write-embeddings.ts');
    const document = await writeEmbeddings(database, {
      request: {
        catalog,
        ...(dimensions === undefined ? {} : { dimensions }),
        ...(chosenWeights === undefined ? {} : { weights: chosenWeights }),
      },
      file: { path: out, format, overwrite: force },
      signal,
      onProgress: (line) => context.stderr.write(`${line}\n`),
    });
    return { document, text: formatExport(document) };
  });
}
