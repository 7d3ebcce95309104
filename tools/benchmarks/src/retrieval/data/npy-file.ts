import { open, type FileHandle } from 'node:fs/promises';

/** A float32 matrix in NumPy's format 1.0 (little endian, row-major), written row by row and read in pieces. */
export interface NpyShape {
  readonly rows: number;
  readonly dimension: number;
}

const HEADER_BYTES = 128;
const MAGIC = Buffer.from('\x93NUMPY\x01\x00', 'latin1');

function headerOf({ rows, dimension }: NpyShape): Buffer {
  const header = Buffer.alloc(HEADER_BYTES, ' ');
  MAGIC.copy(header);
  header.writeUInt16LE(HEADER_BYTES - 10, 8);
  header.write(
    `{'descr': '<f4', 'fortran_order': False, 'shape': (${String(rows)}, ${String(dimension)}), }`,
    10,
    'latin1',
  );
  header[HEADER_BYTES - 1] = 0x0a;
  return header;
}

/** Appends rows; the shape is known before. */
export class NpyWriter {
  readonly #file: FileHandle;
  readonly #shape: NpyShape;
  #written = 0;

  private constructor(file: FileHandle, shape: NpyShape) {
    this.#file = file;
    this.#shape = shape;
  }

  static async create(path: string, shape: NpyShape): Promise<NpyWriter> {
    const file = await open(path, 'w');
    await file.write(headerOf(shape));
    return new NpyWriter(file, shape);
  }

  /** `rows` is [any number of rows, dimension]. */
  async append(rows: Float32Array): Promise<void> {
    const bytes = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength);
    await this.#file.write(bytes, 0, bytes.length, HEADER_BYTES + this.#written * this.#shape.dimension * 4);
    this.#written += rows.length / this.#shape.dimension;
  }

  /** Overwrites a row that was appended before. */
  async replace(row: number, values: Float32Array): Promise<void> {
    const { dimension } = this.#shape;
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    await this.#file.write(bytes, 0, bytes.length, HEADER_BYTES + row * dimension * 4);
  }

  /** @throws Error if other than the promised number of rows was written */
  async close(): Promise<void> {
    await this.#file.close();
    if (this.#written !== this.#shape.rows)
      throw new Error(`${String(this.#written)} rows were written instead of ${String(this.#shape.rows)}.`);
  }
}

/** Reads any range of rows. */
export class NpyReader {
  readonly shape: NpyShape;
  readonly #file: FileHandle;

  private constructor(file: FileHandle, shape: NpyShape) {
    this.#file = file;
    this.shape = shape;
  }

  /** @throws Error unless it is a file that {@link NpyWriter} wrote to its end */
  static async open(path: string): Promise<NpyReader> {
    const file = await open(path, 'r');
    const { buffer } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const found = /'shape': \((\d+), (\d+)\)/.exec(buffer.toString('latin1'));
    const shape = { rows: Number(found?.[1]), dimension: Number(found?.[2]) };
    const expected = HEADER_BYTES + shape.rows * shape.dimension * 4;
    const { size } = await file.stat();
    if (size !== expected) {
      await file.close();
      throw new Error(`'${path}' has ${String(size)} bytes instead of ${String(expected)}. Delete it and run again.`);
    }
    return new NpyReader(file, shape);
  }

  /** [end - begin, dimension], a new array. */
  async read(begin: number, end: number): Promise<Float32Array> {
    const { dimension } = this.shape;
    const rows = new Float32Array((end - begin) * dimension);
    const bytes = new Uint8Array(rows.buffer);
    const start = HEADER_BYTES + begin * dimension * 4;
    for (let done = 0; done < bytes.length;) {
      const { bytesRead } = await this.#file.read(bytes, done, bytes.length - done, start + done);
      if (bytesRead === 0) throw new Error(`Rows ${String(begin)} to ${String(end)} end beyond the file.`);
      done += bytesRead;
    }
    return rows;
  }

  readAll(): Promise<Float32Array> {
    return this.read(0, this.shape.rows);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
