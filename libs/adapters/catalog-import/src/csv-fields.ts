/** What a line made of a record: it is whole, its last field is a quote still open, or a quote ended amid a field. */
export type CsvProgress = 'complete' | 'open' | 'malformed';

/**
 * Fields of one CSV record (RFC 4180), fed line by line while a quoted field spans lines. More lenient than the RFC where
 * nothing is ambiguous: quotes inside an unquoted field are text (`32" screen`), blanks after a closing quote are dropped,
 * CRLF inside a field becomes LF.
 */
export class CsvFields {
  readonly #delimiter: string;
  #fields: string[] = [];
  /** What the open quoted field holds so far. */
  #open: string | undefined;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  get fields(): readonly string[] {
    return this.#fields;
  }

  reset(): void {
    this.#fields = [];
    this.#open = undefined;
  }

  feed(line: string): CsvProgress {
    let at = 0;
    for (;;) {
      if (this.#open !== undefined || line[at] === '"') {
        const end = this.#readQuoted(line, this.#open === undefined ? at + 1 : at);
        if (typeof end === 'string') return end;
        at = end;
      } else at = this.#readPlain(line, at);
      if (at >= line.length) return 'complete';
      at += 1;
    }
  }

  /** Returns where the delimiter stands, or the line's length. */
  #readPlain(line: string, start: number): number {
    const delimiter = line.indexOf(this.#delimiter, start);
    const end = delimiter < 0 ? line.length : delimiter;
    this.#fields.push(line.slice(start, end));
    return end;
  }

  #readQuoted(line: string, start: number): number | 'open' | 'malformed' {
    let text = this.#open ?? '';
    let at = start;
    for (;;) {
      const quote = line.indexOf('"', at);
      if (quote < 0) {
        this.#open = `${text}${line.slice(at)}\n`;
        return 'open';
      }
      text += line.slice(at, quote);
      if (line[quote + 1] !== '"') return this.#closeQuoted(text, line, quote + 1);
      text += '"';
      at = quote + 2;
    }
  }

  #closeQuoted(text: string, line: string, start: number): number | 'malformed' {
    let at = start;
    while (line[at] !== this.#delimiter && (line[at] === ' ' || line[at] === '\t')) at += 1;
    if (at < line.length && line[at] !== this.#delimiter) return 'malformed';
    this.#fields.push(text);
    this.#open = undefined;
    return at;
  }
}
