import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { extname } from 'node:path';
import { FileWriteError, UsageError } from '../errors.ts';

/** A row of a file that could not be imported. */
export interface FailedRowRecord {
  /** From 1, without the header. */
  readonly row: number;
  readonly itemId?: string;
  readonly reason: string;
}

/** All failed rows, one a line, as CSV or JSON lines by the file's ending. */
export class FailureFile {
  readonly path: string;
  readonly #format: (record: FailedRowRecord) => string;
  readonly #stream: WriteStream;
  #failure: Error | undefined;

  private constructor(path: string, stream: WriteStream, format: (record: FailedRowRecord) => string) {
    this.path = path;
    this.#stream = stream;
    this.#format = format;
    stream.on('error', (error) => (this.#failure ??= error));
  }

  /** Makes the file, or empties it. @throws UsageError for another ending, FileWriteError */
  static async open(path: string): Promise<FailureFile> {
    const ending = extname(path).toLowerCase();
    if (ending !== '.csv' && ending !== '.jsonl')
      throw new UsageError(`--failures '${path}' must end in .csv or .jsonl.`);
    const stream = createWriteStream(path);
    await once(stream, 'open').catch((error: unknown) => {
      throw new FileWriteError(path, error);
    });
    if (ending === '.csv') stream.write('row,item_id,reason\n');
    return new FailureFile(path, stream, ending === '.csv' ? csvLine : (record) => JSON.stringify(record));
  }

  write(record: FailedRowRecord): void {
    this.#stream.write(`${this.#format(record)}\n`);
  }

  /** @throws FileWriteError if any of it could not be written */
  async close(): Promise<void> {
    this.#stream.end();
    if (!this.#stream.closed) await once(this.#stream, 'close').catch(() => undefined);
    if (this.#failure !== undefined) throw new FileWriteError(this.path, this.#failure);
  }
}

function csvLine({ row, itemId, reason }: FailedRowRecord): string {
  return [String(row), itemId ?? '', reason].map(csvCell).join(',');
}

/** Quoted where CSV asks for it; a leading apostrophe keeps spreadsheets from taking a cell for a formula. */
function csvCell(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
