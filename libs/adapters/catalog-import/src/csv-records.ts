import { CsvFields } from './csv-fields.ts';
import type { Line } from './file-lines.ts';

/** One CSV record, or a line that none could be made of. `line` is where it begins. */
export type CsvRecord = { readonly line: number; readonly raw: string } & (
  { readonly fields: readonly string[] } | { readonly failure: string }
);

/** An open quote reaches at most this far, so that one that is never closed costs one row, not the rest of the file. */
const MAX_OPEN_LINES = 2_000;
const MAX_OPEN_LENGTH = 2 ** 20;

/**
 * Puts lines together to records. Where a quote is never closed, or swallowed the next rows and then closed amid text, the
 * line it began on becomes the failure and reading goes on with the line after it. (DuckDB's reader was tried: in strict mode one such
 * row refuses the file, otherwise the rest of the file disappears into one cell.)
 */
export class CsvRecords {
  readonly #fields: CsvFields;
  #pending: Line[] = [];
  #pendingLength = 0;

  constructor(delimiter: string) {
    this.#fields = new CsvFields(delimiter);
  }

  *push(line: Line): Generator<CsvRecord> {
    yield* this.#work([line]);
  }

  *end(): Generator<CsvRecord> {
    while (this.#pending.length > 0) yield* this.#work(this.#giveUp(), true);
  }

  /** `queue` is consumed from its end. */
  *#work(queue: Line[], fails = false): Generator<CsvRecord> {
    if (fails) yield this.#failure(queue.pop() as Line);
    for (let line = queue.pop(); line !== undefined; line = queue.pop()) {
      if (this.#pending.length === 0 && line.text.trim() === '' && line.damage === undefined) continue;
      this.#pending.push(line);
      this.#pendingLength += line.text.length;
      const progress = this.#fields.feed(line.text);
      if (progress === 'complete') yield this.#take();
      else if (progress === 'malformed' || this.#reachesTooFar()) {
        queue.push(...this.#giveUp());
        yield this.#failure(queue.pop() as Line);
      }
    }
  }

  #reachesTooFar(): boolean {
    const beyondFirst = this.#pendingLength - (this.#pending[0]?.text.length ?? 0);
    return this.#pending.length > MAX_OPEN_LINES || beyondFirst > MAX_OPEN_LENGTH;
  }

  #take(): CsvRecord {
    const first = this.#pending[0] as Line;
    const raw = this.#pending.length === 1 ? first.text : this.#pending.map(({ text }) => text).join('\n');
    const damage = this.#pending.find((line) => line.damage !== undefined)?.damage;
    const { fields } = this.#fields;
    this.#clear();
    return damage === undefined ? { line: first.number, raw, fields } : { line: first.number, raw, failure: damage };
  }

  #failure(line: Line): CsvRecord {
    const failure =
      line.damage ?? 'a quote is not closed, or text follows it; double it ("") where it is part of the text';
    return { line: line.number, raw: line.text, failure };
  }

  /** The pending lines, last first. */
  #giveUp(): Line[] {
    const lines = this.#pending.reverse();
    this.#clear();
    return lines;
  }

  #clear(): void {
    this.#pending = [];
    this.#pendingLength = 0;
    this.#fields.reset();
  }
}
