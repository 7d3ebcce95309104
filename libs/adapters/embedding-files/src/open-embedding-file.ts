import { extname, resolve } from 'node:path';
import type { EmbeddingFile } from './embedding-file.ts';
import { NpyFile } from './npy-file.ts';
import { ParquetFile } from './parquet-file.ts';

export type EmbeddingFileFormat = 'parquet' | 'npy';

export interface EmbeddingFileOptions {
  readonly format: EmbeddingFileFormat;
  /** Of every vector, ≥ 1. */
  readonly dimension: number;
  /** Default false: files that are there already are left alone. */
  readonly overwrite?: boolean;
}

/** The format that the name's ending says. */
export function formatOfName(path: string): EmbeddingFileFormat | undefined {
  const ending = extname(path).toLowerCase();
  return ending === '.npy' ? 'npy' : ending === '.parquet' ? 'parquet' : undefined;
}

/** Begins a file of embeddings. @throws EmbeddingFileExistsError, EmbeddingFileNotWritableError */
export async function openEmbeddingFile(
  path: string,
  { format, dimension, overwrite = false }: EmbeddingFileOptions,
): Promise<EmbeddingFile> {
  const absolute = resolve(path);
  return format === 'npy'
    ? NpyFile.open(absolute, { dimension, overwrite })
    : ParquetFile.open(absolute, { dimension, overwrite });
}
