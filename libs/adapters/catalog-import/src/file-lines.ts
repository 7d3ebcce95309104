import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { FileNotReadableError, UnsupportedFormatError } from './errors.ts';

/** One line of text without its line end (LF or CRLF). */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** Why `text` isn't what the file says (bad UTF-8, cut because too long); absent when it is. */
  readonly damage?: string;
}

/** A photo inside a `data:` URL has up to 20 MB. */
const MAX_LINE_BYTES = 32 * 2 ** 20;
const LF = 0x0a;
const CR = 0x0d;

/**
 * Lines of a file, a few thousand at a time (one per chunk of 256 KiB), so that waiting isn't paid per line. Reads in
 * constant memory. The byte order mark of UTF-8 is dropped. @throws FileNotReadableError, UnsupportedFormatError (UTF-16)
 */
export async function* fileLines(path: string, onBytes?: (bytes: Buffer) => void): AsyncGenerator<Line[]> {
  const splitter = new LineSplitter(path);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
      onBytes?.(chunk);
      yield splitter.push(chunk);
    }
  } catch (error) {
    throw error instanceof UnsupportedFormatError
      ? error
      : new FileNotReadableError(path, reasonOf(error), { cause: error });
  }
  yield splitter.end();
}

export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'permission denied';
  return error instanceof Error ? error.message : String(error);
}

class LineSplitter {
  readonly #path: string;
  #parts: Buffer[] = [];
  #partBytes = 0;
  #tooLong = false;
  #number = 0;

  constructor(path: string) {
    this.#path = path;
  }

  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      this.#keep(chunk.subarray(start, end));
      lines.push(this.#take());
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
    return lines;
  }

  end(): Line[] {
    return this.#partBytes > 0 || this.#tooLong ? [this.#take()] : [];
  }

  #keep(part: Buffer): void {
    if (part.length === 0 || this.#tooLong) return;
    this.#parts.push(part);
    this.#partBytes += part.length;
    if (this.#partBytes <= MAX_LINE_BYTES) return;
    this.#tooLong = true;
    // What is kept is only for the report.
    this.#parts = [Buffer.from(Buffer.concat(this.#parts).subarray(0, 64 * 1024))];
  }

  #take(): Line {
    let bytes = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts);
    const tooLong = this.#tooLong;
    this.#parts = [];
    this.#partBytes = 0;
    this.#tooLong = false;
    this.#number += 1;
    if (this.#number === 1) bytes = this.#withoutMark(bytes);
    if (bytes.at(-1) === CR) bytes = bytes.subarray(0, -1);
    const line = { text: bytes.toString('utf8'), number: this.#number };
    if (tooLong) return { ...line, damage: `the line is longer than ${String(MAX_LINE_BYTES)} bytes` };
    return isUtf8(bytes) ? line : { ...line, damage: 'the text is not valid UTF-8; save the file as UTF-8' };
  }

  #withoutMark(bytes: Buffer): Buffer {
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
      throw new UnsupportedFormatError(this.#path, 'is in UTF-16; save it as UTF-8');
    return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  }
}
