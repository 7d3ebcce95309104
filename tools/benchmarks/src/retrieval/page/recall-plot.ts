import type { BenchmarkReport } from '../../benchmark-report.ts';
import { COLOURS, drawing, line, mark, textAt } from './svg.ts';

const WIDTH = 1160;
const HEIGHT = 470;
const PLOT = { left: 64, right: 1144, top: 96, bottom: 372 };
/** Left free beside the marks of each family, so that its label has room. */
const GAP = 44;

const FAMILY_LABELS: Readonly<Record<string, readonly [string, string]>> = {
  centre: ['equal', 'weights'],
  mixes: ['merchandiser', 'mixes'],
  edges: ['two', 'modalities'],
  corners: ['one', 'modality'],
  skewed: ['one at', '90 %'],
  tabular: ['tabular', 'only'],
  negatives: ['some', 'negative'],
  opposites: ['all', 'negative'],
  random: ['random', 'weights (seeded)'],
};

interface PlottedVector {
  readonly name: string;
  readonly recall: number;
  readonly plainRecall: number;
}

/** Recall of the store and of one plain index, for every weight vector of a report of `bench -- retrieval`. */
export function drawRecallPlot({ metrics }: BenchmarkReport, storeName: string): string {
  const families = readFamilies(metrics);
  const count = [...families.values()].reduce((sum, vectors) => sum + vectors.length, 0);
  const step = (PLOT.right - PLOT.left - GAP * families.size) / count;
  const parts = [...drawFrame(metrics['items'] ?? 0), ...drawLegend(storeName)];
  let begin = PLOT.left;
  for (const [family, vectors] of families) {
    const end = begin + GAP + step * vectors.length;
    if (begin > PLOT.left) parts.push(line([begin, PLOT.top], [begin, PLOT.bottom + 8], COLOURS.faint));
    for (const [index, { recall, plainRecall }] of vectors.entries()) {
      const x = begin + GAP / 2 + step * (index + 0.5);
      parts.push(line([x, yOf(plainRecall)], [x, yOf(recall)], COLOURS.faint, 1.5));
      parts.push(mark('diamond', x, yOf(plainRecall), COLOURS.plainAnn));
      parts.push(mark('circle', x, yOf(recall), COLOURS.kindred));
    }
    parts.push(...drawFamilyLabel(family, (begin + end) / 2));
    begin = end;
  }
  return drawing({ width: WIDTH, height: HEIGHT, title: TITLE }, parts);
}

const TITLE =
  'Recall at 10 by direction of the weights: exact for any, while one index is good for those it was built for';

function drawFamilyLabel(family: string, centre: number): string[] {
  const words = FAMILY_LABELS[family] ?? [family, ''];
  return words.map((word, row) =>
    textAt(centre, PLOT.bottom + 26 + 16 * row, word, { anchor: 'middle', size: 12.5, colour: COLOURS.text }),
  );
}

function drawFrame(items: number): string[] {
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((value) => [
    line([PLOT.left, yOf(value)], [PLOT.right, yOf(value)], COLOURS.faint),
    textAt(PLOT.left - 10, yOf(value) + 4, value.toFixed(2), { anchor: 'end', colour: COLOURS.muted }),
  ]);
  return [
    textAt(16, 30, 'Turn the weights, and one index loses what you ask for; Kindred does not', {
      size: 19,
      bold: true,
    }),
    textAt(
      16,
      54,
      `Share of the true 10 best that come back (recall@10, mean over queries), for each weight vector. ${items.toLocaleString('en')} items.`,
      { colour: COLOURS.muted },
    ),
    ...ticks,
    textAt(18, (PLOT.top + PLOT.bottom) / 2, 'recall@10', { anchor: 'middle', turn: -90, colour: COLOURS.muted }),
    textAt((PLOT.left + PLOT.right) / 2, HEIGHT - 20, 'direction of the weights: one mark per weight vector, grouped', {
      anchor: 'middle',
      colour: COLOURS.muted,
    }),
  ];
}

function drawLegend(storeName: string): string[] {
  const y = 76;
  return [
    mark('circle', 24, y, COLOURS.kindred),
    textAt(36, y + 5, `Kindred, ${storeName}`, { colour: COLOURS.kindred, bold: true }),
    mark('diamond', 236, y, COLOURS.plainAnn),
    textAt(248, y + 5, 'one plain index (HNSW, ef 128) over the fused vectors, built for equal weights', {
      colour: COLOURS.plainAnn,
      bold: true,
    }),
  ];
}

function yOf(recall: number): number {
  return PLOT.bottom - recall * (PLOT.bottom - PLOT.top);
}

/** Families in the order of their labels, vectors by falling recall of the plain index. */
function readFamilies(metrics: BenchmarkReport['metrics']): Map<string, PlottedVector[]> {
  const families = new Map<string, PlottedVector[]>(Object.keys(FAMILY_LABELS).map((family) => [family, []]));
  for (const [key, recall] of Object.entries(metrics)) {
    const [, family, name] = /^vector\.([^.]+)\.(.+)\.recallAt10$/.exec(key) ?? [];
    if (family === undefined || name === undefined) continue;
    const plainRecall = metrics[`vector.${family}.${name}.plainAnnRecallAt10`];
    if (plainRecall === undefined) continue;
    families.set(family, [...(families.get(family) ?? []), { name, recall, plainRecall }]);
  }
  for (const [family, vectors] of families)
    if (vectors.length === 0) families.delete(family);
    else vectors.sort((left, right) => right.plainRecall - left.plainRecall);
  return families;
}
