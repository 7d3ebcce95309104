import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EmbeddingRow } from './embedding-file.ts';
import { openEmbeddingFile, formatOfName, type EmbeddingFileFormat } from './open-embedding-file.ts';
import { npyHeader } from './npy-header.ts';

const FORMATS = ['parquet', 'npy'] as const;
const DIMENSION = 5;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "kindred-embeddings'-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Ids that files may stumble over; values that are not exact in decimals. */
function rowsOf(count: number): EmbeddingRow[] {
  return Array.from({ length: count }, (_, n) => ({
    itemId: ['007', 'a "quoted"\nid', 'ünï, code'][n] ?? `item-${String(n)}`,
    vector: Float32Array.from({ length: DIMENSION }, (_unused, d) => (n + 1) / (d + 3) - 1),
    imputed: n % 3 === 0 ? ['image', 'price'] : [],
  }));
}

async function readParquet(path: string): Promise<EmbeddingRow[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const quoted = path.replaceAll("'", "''");
  const rows = await connection.runAndReadAll(`SELECT item_id, imputed, vector FROM read_parquet('${quoted}')`);
  const read = (rows.getRowsJS() as [string, string[], number[]][]).map(([itemId, imputed, vector]) => ({
    itemId,
    vector: Float32Array.from(vector),
    imputed,
  }));
  connection.closeSync();
  instance.closeSync();
  return read;
}

function readNpy(path: string): EmbeddingRow[] {
  const bytes = readFileSync(path);
  const headerEnd = 10 + bytes.readUInt16LE(8);
  const [, rows, columns] = /'shape': \((\d+), (\d+)\)/.exec(bytes.toString('latin1', 10, headerEnd)) ?? [];
  const values = new Float32Array(new Uint8Array(bytes.subarray(headerEnd)).buffer);
  expect(values).toHaveLength(Number(rows) * Number(columns));
  const lines = readFileSync(path.replace('.npy', '.ids.jsonl'), 'utf8').split('\n').slice(0, -1);
  expect(lines).toHaveLength(Number(rows));
  return lines.map((line, index) => ({
    ...(JSON.parse(line) as { itemId: string; imputed: string[] }),
    vector: values.slice(index * Number(columns), (index + 1) * Number(columns)),
  }));
}

const read = (format: EmbeddingFileFormat, path: string) => (format === 'npy' ? readNpy(path) : readParquet(path));

describe.each(FORMATS)('a %s file', (format) => {
  const nameOf = (folder: string) => join(folder, `vectors.${format}`);
  const options = { format, dimension: DIMENSION };

  it('holds what was written, in order and to the last bit, and appears only when it is finished', async () => {
    const folder = temporaryFolder();
    const path = nameOf(folder);
    const rows = rowsOf(5000);
    const file = await openEmbeddingFile(path, options);
    for (const [from, to] of [
      [0, 1],
      [1, 1],
      [1, 3000],
      [3000, 5000],
    ])
      await file.write(rows.slice(from, to));
    expect(readdirSync(folder).filter((name) => name.startsWith('vectors'))).toEqual([]);
    await file.finish({ items: 5000 });
    await file.discard();
    expect(
      readdirSync(folder)
        .map((name) => join(folder, name))
        .sort(),
    ).toEqual([...file.paths].sort());
    expect(JSON.parse(readFileSync(join(folder, 'vectors.meta.json'), 'utf8'))).toEqual({ items: 5000 });
    expect(await read(format, path)).toEqual(rows);
  });

  it('may hold nothing', async () => {
    const path = nameOf(temporaryFolder());
    const file = await openEmbeddingFile(path, options);
    await file.finish({});
    expect(await read(format, path)).toEqual([]);
  });

  it('leaves nothing behind when it is given up', async () => {
    const folder = temporaryFolder();
    const file = await openEmbeddingFile(nameOf(folder), options);
    await file.write(rowsOf(10));
    await file.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses to replace a file, unless allowed; until then the old one stays', async () => {
    const folder = temporaryFolder();
    const path = nameOf(folder);
    writeFileSync(path, 'mine');
    await expect(openEmbeddingFile(path, options)).rejects.toMatchObject({ code: 'FILE_EXISTS', path });
    const file = await openEmbeddingFile(path, { ...options, overwrite: true });
    await file.write(rowsOf(2));
    expect(readFileSync(path, 'utf8')).toBe('mine');
    await file.finish({});
    expect(await read(format, path)).toEqual(rowsOf(2));
  });

  it('refuses to replace what lies beside it too', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'vectors.meta.json'), '{}');
    await expect(openEmbeddingFile(nameOf(folder), options)).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    expect(readdirSync(folder)).toEqual(['vectors.meta.json']);
  });

  it.each([
    ['of another length', Float32Array.of(1, 2), 'has 2 dimensions instead of 5'],
    ['with NaN', Float32Array.of(1, 2, 3, 4, NaN), 'has a value that is not finite'],
  ])('refuses a vector %s', async (_, vector, problem) => {
    const folder = temporaryFolder();
    const file = await openEmbeddingFile(nameOf(folder), options);
    const bad = { itemId: 'bad', vector, imputed: [] };
    await expect(file.write([...rowsOf(1), bad])).rejects.toThrow(`item 'bad' for '${nameOf(folder)}' ${problem}`);
    await file.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says so where it can not be written', async () => {
    const folder = temporaryFolder();
    await expect(openEmbeddingFile(join(folder, 'no folder', `x.${format}`), options)).rejects.toMatchObject({
      code: 'FILE_NOT_WRITABLE',
    });
    await expect(openEmbeddingFile(folder, { ...options, overwrite: true })).rejects.toThrow('it is a folder');
  });
});

it('an NPY header is that of the format’s description: 64-byte aligned, ended by a line break', () => {
  const header = npyHeader(3, 4);
  expect(header.length % 64).toBe(0);
  expect([...header.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  expect(10 + header.readUInt16LE(8)).toBe(header.length);
  expect(header.toString('latin1', 10).trimEnd()).toBe("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }");
  expect(header.at(-1)).toBe(0x0a);
  expect(npyHeader(2 ** 40, 1e6)).toHaveLength(header.length);
});

it('the format follows from the ending', () => {
  expect(['a.NPY', 'b.parquet', 'c.csv', 'npy'].map(formatOfName)).toEqual(['npy', 'parquet', undefined, undefined]);
});
