import type { ExportDocument } from '../exporting/export-document.ts';
import { printable } from './format-table.ts';

/** What was written, in a few lines. */
export function formatExport({
  items,
  dimension,
  files,
  reduction,
  effectiveWeights,
  elapsedMs,
}: ExportDocument): string {
  const weights = Object.entries(effectiveWeights ?? {}).map(
    ([modality, weight]) => `${modality} ${weight.toFixed(3)}`,
  );
  const lines = [
    `${items.toLocaleString('en')} items × ${String(dimension)} dimensions in ${(elapsedMs / 1000).toFixed(1)} s`,
    ...files.map((path) => `  ${printable(path)}`),
    weights.length === 0 ? 'Unweighted.' : `Scaled by the roots of the effective weights: ${weights.join(', ')}.`,
  ];
  if (reduction !== null) {
    const { varianceShare, neighbourRecallAt10, learnedOn, comparedWith } = reduction;
    lines.push(
      `Kept: ${percent(varianceShare)} of the variance, ${percent(neighbourRecallAt10)} of the ten nearest neighbours ` +
        `(learned on ${learnedOn.toLocaleString('en')} items, compared among ${comparedWith.toLocaleString('en')}).`,
    );
  }
  return lines.join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
