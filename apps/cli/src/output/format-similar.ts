import type { Weights } from '@kindred/catalog';
import { spreadOf, type Contribution, type DroppedModality, type ModalitySpreads } from '@kindred/fusion';
import type { QueryOrigins } from '@kindred/retrieval';
import type { SearchPlan } from '@kindred/vector-store';
import { formatTable, printable } from './format-table.ts';

export interface SimilarDocument {
  readonly catalog: string;
  readonly query:
    { readonly itemId: string } | { readonly text: string } | { readonly photo: string } | { readonly audio: string };
  readonly weights: Weights;
  readonly effectiveWeights: Weights;
  /** Only when asked for: modality → what its weight was divided by. */
  readonly spreads?: ModalitySpreads;
  /** Only when asked for: modality → what of the query was compared. */
  readonly origins?: QueryOrigins;
  /** Only when asked for: how the vector store searched, and what that cost. */
  readonly plan?: SearchPlan;
  /** Modalities that were given a weight and can't count. */
  readonly notes: readonly DroppedModality[];
  readonly results: readonly SimilarRow[];
}

export interface SimilarRow {
  /** From 1. */
  readonly rank: number;
  readonly itemId: string;
  readonly title: string;
  readonly score: number;
  /** Only when asked for; they add up to the score. */
  readonly contributions?: readonly Contribution[];
}

const TITLE_WIDTH = 48;

/** A table of results; with contributions each result is followed by one line per modality that counts. */
export function formatSimilar({ results, notes, spreads, origins, plan }: SimilarDocument): string {
  const lines =
    results.length === 0 ? ['Nothing is similar: the catalog has no other item.'] : [resultTable(results, spreads)];
  if (results.some(({ contributions = [] }) => contributions.some(isImputedAndCounts)))
    lines.push('* The item lacks this modality; the mean of its section stands in.');
  if (origins?.['image']?.includes('text') === true)
    lines.push('image: the words are compared with the photos themselves; the spread is that of words among photos.');
  for (const { modality, reason } of notes) lines.push(`${modality} does not count: ${printable(reason)}`);
  if (plan !== undefined) lines.push(planLine(plan));
  return lines.join('\n');
}

function planLine({ name, exact, scannedPoints, rescoredPoints, elapsedMs }: SearchPlan): string {
  const scanned = scannedPoints === undefined ? [] : [`${String(scannedPoints)} scanned`];
  const rescored = rescoredPoints === undefined ? [] : [`${String(rescoredPoints)} scored in full`];
  const certainty = exact ? 'exact' : 'approximate';
  return `Plan: ${[name, certainty, ...scanned, ...rescored, `${elapsedMs.toFixed(1)} ms`].join(', ')}.`;
}

function resultTable(results: readonly SimilarRow[], spreads: ModalitySpreads = {}): string {
  const explained = results.some(({ contributions }) => contributions !== undefined);
  const columns = [
    { title: '#', align: 'right' as const },
    { title: 'item' },
    { title: 'title', maxWidth: TITLE_WIDTH },
    { title: 'score', align: 'right' as const },
    ...(explained
      ? ['modality', 'weight', 'spread', 'effective', 'similarity', 'contribution'].map((title, index) =>
          index === 0 ? { title } : { title, align: 'right' as const },
        )
      : []),
  ];
  const rows = results.flatMap(({ rank, itemId, title, score, contributions = [] }) => {
    const first = [String(rank), itemId, title, score.toFixed(4)];
    const counted = contributions.filter(counts).map((contribution) => contributionCells(contribution, spreads));
    return [[...first, ...(counted[0] ?? [])], ...counted.slice(1).map((cells) => ['', '', '', '', ...cells])];
  });
  return formatTable(columns, rows);
}

function contributionCells(contribution: Contribution, spreads: ModalitySpreads): string[] {
  const { modality, weight, effectiveWeight, similarity } = contribution;
  return [
    contribution.imputed ? `${modality} *` : modality,
    weight.toFixed(2),
    spreadOf(spreads, modality).toFixed(3),
    effectiveWeight.toFixed(3),
    similarity.toFixed(4),
    contribution.contribution.toFixed(4),
  ];
}

function counts({ weight }: Contribution): boolean {
  return weight !== 0;
}

function isImputedAndCounts(contribution: Contribution): boolean {
  return contribution.imputed && counts(contribution);
}
