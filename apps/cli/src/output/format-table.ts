export interface TableColumn {
  readonly title: string;
  /** Default left. */
  readonly align?: 'left' | 'right';
  /** Longest cell in characters; longer ones end in "…". */
  readonly maxWidth?: number;
}

/** Columns of equal width, two blanks apart, with a header; [rows, columns] cells. No line ends in a blank. */
export function formatTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const cut = rows.map((row) => columns.map(({ maxWidth }, index) => shorten(printable(row[index] ?? ''), maxWidth)));
  const lines = [columns.map(({ title }) => title), ...cut];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => widthOf(line[index] ?? ''))));
  return lines
    .map((line) => columns.map(({ align }, index) => pad(line[index] ?? '', widths[index] ?? 0, align)))
    .map((cells) => cells.join('  ').trimEnd())
    .join('\n');
}

/** What a catalogue says must not steer the terminal: control characters become a blank. */
export function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}

function shorten(text: string, maxWidth = Infinity): string {
  const characters = [...text];
  return characters.length <= maxWidth ? text : `${characters.slice(0, maxWidth - 1).join('')}…`;
}

function pad(text: string, width: number, align: TableColumn['align']): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? blanks + text : text + blanks;
}

function widthOf(text: string): number {
  return [...text].length;
}
