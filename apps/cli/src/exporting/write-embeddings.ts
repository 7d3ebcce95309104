import { openEmbeddingFile, type EmbeddingFile, type EmbeddingFileFormat } from '@kindred/embedding-files';
import { FusedEmbeddings, type EmbeddingForm, type EmbeddingRequest } from '@kindred/embedding-pipeline';
import type { OpenDatabase } from '../composition/open-database.ts';
import { InterruptedError } from '../errors.ts';
import { describeForm, type ExportDocument } from './export-document.ts';

export interface EmbeddingExport {
  readonly request: EmbeddingRequest;
  readonly file: { readonly path: string; readonly format: EmbeddingFileFormat; readonly overwrite: boolean };
  readonly signal: AbortSignal;
  /** Told a line for people from time to time. */
  readonly onProgress: (line: string) => void;
}

const ITEMS_PER_LINE = 50_000;

/**
 * Writes the embeddings of all items from the database alone: neither vector store nor model is needed. The file is there
 * whole or not at all. @throws LayoutNotFoundError, InvalidDimensionsError, InvalidWeightsError, EmbeddingFileError, InterruptedError
 */
export async function writeEmbeddings(
  { items, blocks, layouts, reductions }: Pick<OpenDatabase, 'items' | 'blocks' | 'layouts' | 'reductions'>,
  { request, file: { path, format, overwrite }, signal, onProgress }: EmbeddingExport,
): Promise<ExportDocument> {
  const findActive = async (catalog: string) => {
    const stored = await layouts.findActive(catalog);
    return stored === undefined ? undefined : { stored };
  };
  const embeddings = new FusedEmbeddings({ items, blocks, layouts: { findActive }, reductions });
  const begin = performance.now();
  const dimension = await embeddings.dimensionOf(request);
  const file = await openEmbeddingFile(path, { format, dimension, overwrite });
  try {
    const form = await embeddings.open(request);
    const written = await copyAll(embeddings, form, { file, signal, onProgress });
    await file.finish({ ...describeForm(form), items: written });
    return { ...describeForm(form), items: written, files: file.paths, elapsedMs: performance.now() - begin };
  } catch (error) {
    await file.discard();
    throw error;
  }
}

async function copyAll(
  embeddings: FusedEmbeddings,
  form: EmbeddingForm,
  { file, signal, onProgress }: { file: EmbeddingFile; signal: AbortSignal; onProgress: (line: string) => void },
): Promise<number> {
  let written = 0;
  for await (const rows of embeddings.stream(form)) {
    if (signal.aborted) throw new InterruptedError();
    await file.write(rows);
    if (Math.floor((written + rows.length) / ITEMS_PER_LINE) > Math.floor(written / ITEMS_PER_LINE))
      onProgress(`${(written + rows.length).toLocaleString('en')} items …`);
    written += rows.length;
  }
  if (signal.aborted) throw new InterruptedError();
  return written;
}
