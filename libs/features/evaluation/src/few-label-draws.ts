import type { SeededRandom } from '@kindred/vector-math';

/**
 * Row numbers of `perClass` rows of each class, drawn without replacement, ascending; a class with fewer gives all it has.
 *
 * @param labels [rows], classes from 0
 */
export function drawPerClass(labels: Int32Array, perClass: number, random: SeededRandom): number[] {
  const rowsOf = new Map<number, number[]>();
  for (const [row, label] of labels.entries()) {
    const rows = rowsOf.get(label);
    if (rows === undefined) rowsOf.set(label, [row]);
    else rows.push(row);
  }
  const drawn: number[] = [];
  for (const label of [...rowsOf.keys()].sort((left, right) => left - right)) {
    const rows = rowsOf.get(label)!;
    const count = Math.min(perClass, rows.length);
    // Fisher and Yates, as far as rows are needed.
    for (let at = 0; at < count; at++) {
      const other = at + random.integer(rows.length - at);
      [rows[at], rows[other]] = [rows[other]!, rows[at]!];
    }
    drawn.push(...rows.slice(0, count));
  }
  return drawn.sort((left, right) => left - right);
}
