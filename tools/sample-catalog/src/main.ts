import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSampleCatalog } from './build-sample-catalog.ts';
import { InvalidOptionError, SampleCatalogError } from './errors.ts';
import { writeCatalogCsv } from './generator/write-catalog-csv.ts';

const USAGE = `Makes the sample catalogue, or with --items a catalogue of any size as CSV.

  main.ts [--out <folder>] [--seed 1]                    photos, items.csv, interactions.csv, ground-truth.json
  main.ts --items <number> --out <file.csv> [--seed 1]   items only

The folder is <KINDRED_DATA_DIR>/sample-catalog unless given.`;

interface Flags {
  readonly items?: string;
  readonly out?: string;
  readonly seed: string;
  readonly help: boolean;
}

try {
  const flags = readFlags();
  if (flags.help) console.log(USAGE);
  else console.log(await run(flags));
} catch (error) {
  const isUsage =
    error instanceof InvalidOptionError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  console.error(error instanceof SampleCatalogError || isUsage ? (error as Error).message : error);
  if (isUsage) console.error(USAGE);
  process.exitCode = isUsage ? 2 : 1;
}

function readFlags(): Flags {
  const { values } = parseArgs({
    options: {
      items: { type: 'string' },
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}

async function run({ items, out, seed }: Flags): Promise<string> {
  if (items === undefined) {
    const outDir = out ?? join(process.env['KINDRED_DATA_DIR'] ?? '.kindred', 'sample-catalog');
    const sample = await buildSampleCatalog({ outDir, seed: Number(seed) });
    const { itemCount, photoCount, interactionCount, folder, reused } = sample;
    return `${String(itemCount)} items, ${String(photoCount)} photos, ${String(interactionCount)} interactions in ${folder}${reused ? ' (were there already)' : ''}`;
  }
  if (out === undefined) throw new InvalidOptionError('--out', 'the path of the CSV file', out);
  const count = await writeCatalogCsv(out, { items: Number(items), seed: Number(seed) });
  return `${String(count)} items in ${out}`;
}
