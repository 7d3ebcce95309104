import type { BenchmarkReport } from '../../benchmark-report.ts';
import { COLOURS, drawing, line, mark, textAt } from './svg.ts';

const WIDTH = 840;
const HEIGHT = 480;
const PLOT = { left: 72, right: 610, top: 84, bottom: 408 };

/** One line of the plot. */
interface Series {
  readonly label: string;
  /** A second line of the label. */
  readonly note: string;
  readonly colour: string;
  readonly shape: 'circle' | 'diamond';
  readonly metric: string;
}

const SERIES: readonly Series[] = [
  {
    label: 'brute force',
    note: 'float32, one core: exact',
    colour: COLOURS.bruteForce,
    shape: 'diamond',
    metric: 'bruteForce.p50Ms',
  },
  {
    label: 'Kindred, one core',
    note: 'any weights: exact',
    colour: COLOURS.kindred,
    shape: 'circle',
    metric: 'oneCore.p50Ms',
  },
  {
    label: 'Kindred, all cores',
    note: 'any weights: exact',
    colour: COLOURS.kindredLight,
    shape: 'circle',
    metric: 'p50Ms',
  },
  {
    label: 'one plain index',
    note: 'equal weights only: not exact',
    colour: COLOURS.plainAnn,
    shape: 'diamond',
    metric: 'plainAnn.p50Ms',
  },
];

const TITLE = 'Median time of a search by number of items, embedded store';
const MARGIN = 1.3;
const LABEL_LINES = 38;

/** Median latency against the number of items, both axes logarithmic. `reports` are of one store, any sizes. */
export function drawLatencyPlot(reports: readonly BenchmarkReport[]): string {
  const sorted = reports.toSorted((left, right) => itemsOf(left) - itemsOf(right));
  const values = sorted.flatMap(({ metrics }) => SERIES.flatMap(({ metric }) => metrics[metric] ?? []));
  const x = logScale(itemsOf(sorted[0]!) / MARGIN, itemsOf(sorted.at(-1)!) * MARGIN, PLOT.left, PLOT.right);
  const y = logScale(Math.min(...values) / MARGIN, Math.max(...values) * MARGIN, PLOT.bottom, PLOT.top);
  const parts = [...drawAxes(sorted.map(itemsOf), { x, y }, values)];
  const labels: { series: Series; y: number }[] = [];
  for (const series of SERIES) {
    const points = sorted.flatMap(({ metrics }): [number, number][] => {
      const ms = metrics[series.metric];
      return ms === undefined ? [] : [[x(metrics['items'] ?? 1), y(ms)]];
    });
    for (const [index, point] of points.entries()) {
      const before = points[index - 1];
      if (before !== undefined) parts.push(line(before, point, series.colour, 2.5));
    }
    parts.push(...points.map(([px, py]) => mark(series.shape, px, py, series.colour)));
    const last = points.at(-1);
    if (last === undefined) continue;
    if (points.length === sorted.length) labels.push({ series, y: last[1] });
    // A line that ends early is named where it ends.
    else parts.push(...drawLabel(series, last[0] + 10, last[1] - 44));
  }
  return drawing({ width: WIDTH, height: HEIGHT, title: TITLE }, [...parts, ...drawLabels(labels)]);
}

function itemsOf({ metrics }: BenchmarkReport): number {
  return metrics['items'] ?? 1;
}

function logScale(low: number, high: number, from: number, to: number): (value: number) => number {
  return (value) => from + ((to - from) * Math.log(value / low)) / Math.log(high / low);
}

function drawAxes(
  sizes: readonly number[],
  { x, y }: { x: (value: number) => number; y: (value: number) => number },
  values: readonly number[],
): string[] {
  const [low, high] = [Math.min(...values) / MARGIN, Math.max(...values) * MARGIN];
  const ticks = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].filter((ms) => ms > low && ms < high);
  return [
    textAt(16, 30, 'What an exact search for any weights costs', {
      size: 19,
      bold: true,
    }),
    textAt(16, 54, 'Median time of one search (ms), 10 results, all weight vectors. Both axes logarithmic.', {
      colour: COLOURS.muted,
    }),
    ...ticks.flatMap((ms) => [
      line([PLOT.left, y(ms)], [PLOT.right, y(ms)], COLOURS.faint),
      textAt(PLOT.left - 10, y(ms) + 4, String(ms), { anchor: 'end', colour: COLOURS.muted }),
    ]),
    ...[...new Set(sizes)].flatMap((items) => [
      line([x(items), PLOT.top], [x(items), PLOT.bottom + 6], COLOURS.faint),
      textAt(x(items), PLOT.bottom + 24, items.toLocaleString('en'), { anchor: 'middle', colour: COLOURS.muted }),
    ]),
    textAt(20, (PLOT.top + PLOT.bottom) / 2, 'median ms per search', {
      anchor: 'middle',
      turn: -90,
      colour: COLOURS.muted,
    }),
    textAt((PLOT.left + PLOT.right) / 2, HEIGHT - 20, 'items in the collection', {
      anchor: 'middle',
      colour: COLOURS.muted,
    }),
  ];
}

/** Beside the last point of each line, moved apart where they would touch. */
function drawLabels(labels: { series: Series; y: number }[]): string[] {
  const falling = labels.toSorted((left, right) => left.y - right.y);
  let free = -Infinity;
  const placed = falling.map(({ series, y }) => {
    const at = Math.max(y, free);
    free = at + LABEL_LINES;
    return { series, at };
  });
  const overflow = Math.max(0, (placed.at(-1)?.at ?? 0) - PLOT.bottom);
  return placed.flatMap(({ series, at }) => drawLabel(series, PLOT.right + 16, at - overflow));
}

function drawLabel({ label, note, colour }: Series, x: number, y: number): string[] {
  return [textAt(x, y, label, { colour, bold: true }), textAt(x, y + 16, note, { colour: COLOURS.muted, size: 12 })];
}
