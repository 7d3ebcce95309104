import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { effectiveWeights, modalitiesOf } from '@kindred/fusion';
import { benchmarkReport, type BenchmarkReport } from '../benchmark-report.ts';
import { importLuma, type ImportedCatalog } from './import-luma.ts';
import { drawScorePairs } from './score-pairs.ts';
import { plotShares } from './shares-plot.ts';
import { spreadChange } from './spread-stability.ts';
import { varianceShares, worstDeviation } from './variance-shares.ts';

export interface CalibrationBenchmarkOptions {
  /** Pairs of each kind. */
  readonly pairs: number;
  readonly seed: number;
  /** Where an SVG of the shares is written; nowhere where absent. */
  readonly plot?: string;
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const PLOT_KIND = 'all';

/**
 * With equal weights, what share of the score's variance each modality makes, with calibrated and with raw weights: over
 * random pairs, pairs within a section, and both together (`all`), of the Magento Luma catalogue under the bundled encoders.
 */
export async function benchmarkCalibration(options: CalibrationBenchmarkOptions): Promise<BenchmarkReport> {
  const folder = join(resolve(root, process.env['KINDRED_DATASETS_DIR'] ?? '../shared/data'), 'magento-luma');
  if (!existsSync(folder)) throw new Error(`There is no data set in '${folder}'. Set KINDRED_DATASETS_DIR.`);
  console.error('Importing the catalogue …');
  const cacheFolder = join(root, '.kindred-build/benchmarks/luma-blocks');
  const catalog = await importLuma({ folder, modelsDir: join(root, 'models'), cacheFolder });
  const modalities = sharedModalities(catalog);
  console.error('Measuring …');
  const { spreads } = catalog.stored.statistics;
  const { random, withinSection } = drawScorePairs(catalog, { ...options, count: options.pairs, modalities });
  const metrics: Record<string, number> = {
    'spreads.changeByOnePercent': spreadChange(catalog, modalities, options.seed),
  };
  for (const modality of modalities) metrics[`spread.${modality}`] = spreads[modality]!;
  for (const [kind, rows] of Object.entries({ all: [...random, ...withinSection], random, withinSection })) {
    const raw = sharesOf(rows, modalities, {});
    const calibrated = sharesOf(rows, modalities, spreads);
    Object.assign(metrics, namedShares(kind, modalities, { raw, calibrated }));
    if (kind === PLOT_KIND && options.plot !== undefined)
      await writeFile(options.plot, plotShares({ modalities, raw: relative(raw), calibrated: relative(calibrated) }));
  }
  return benchmarkReport({
    name: 'calibration',
    data: `magento-luma, ${String(catalog.points.length)} items, bundled encoders, ${String(options.pairs)} pairs of each kind`,
    seed: options.seed,
    metrics,
  });
}

/** Those that at least one item truly has. */
function sharedModalities({ stored, points }: ImportedCatalog): string[] {
  return modalitiesOf(stored.layout).filter((modality) => points.some(({ imputed }) => !imputed.includes(modality)));
}

function sharesOf(
  rows: readonly (readonly number[])[],
  modalities: readonly string[],
  spreads: Readonly<Record<string, number>>,
): number[] {
  const equal = Object.fromEntries(modalities.map((modality) => [modality, 1]));
  const { weights } = effectiveWeights(equal, spreads, modalities);
  return varianceShares(rows.map((row) => row.map((similarity, index) => similarity * weights[modalities[index]!]!)));
}

function namedShares(
  kind: string,
  modalities: readonly string[],
  shares: Readonly<Record<string, readonly number[]>>,
): Record<string, number> {
  const named: Record<string, number> = {};
  for (const [weights, values] of Object.entries(shares)) {
    named[`${kind}.${weights}.worstDeviation`] = worstDeviation(values);
    modalities.forEach((modality, index) => (named[`${kind}.${weights}.share.${modality}`] = values[index]!));
  }
  return named;
}

function relative(shares: readonly number[]): number[] {
  return shares.map((share) => share * shares.length);
}
