import { dirname, resolve } from 'node:path';
import type { Catalog } from '@kindred/catalog';
import type { CatalogFile } from '@kindred/catalog-import';
import type { ImportResult, ImportRow } from '@kindred/embedding-pipeline';
import { note, type CommandContext } from '../cli-command.ts';
import { keepLocalPhotos } from '../composition/keep-local-photos.ts';
import type { OpenDatabase } from '../composition/open-database.ts';
import type { OpenParts } from '../composition/open-parts.ts';
import { withParts } from '../composition/with-parts.ts';
import { formatNumberOf } from '../output/format-amounts.ts';
import type { FailureFile } from '../output/failure-file.ts';
import { openImportProgress } from '../output/import-progress.ts';
import {
  SHOWN_FAILURES,
  type ImportDocument,
  type ImportOptions,
  type InteractionsDocument,
  type ItemsDocument,
} from './import-document.ts';
import { chooseEncoders } from './choose-encoders.ts';
import { openInteractions, openItems } from './open-files.ts';
import { failureOf } from './failure-of.ts';
import { readInteractions } from './read-interactions.ts';

type ImportRequest = ImportOptions & { readonly file: string | undefined };

/** Items first, then events. A Ctrl-C between batches keeps what was committed. */
export function runImport(
  context: CommandContext,
  request: ImportRequest,
  failureFile: FailureFile | undefined,
): Promise<ImportDocument> {
  return withParts(context, async (parts) => {
    const startedAt = Date.now();
    const database = await parts.database();
    const known = (await database.catalogs.list()).find(({ name }) => name === context.catalog);
    const currency = request.currency ?? known?.currency;
    const options = { ...request, ...(currency === undefined ? {} : { currency }) };
    // A file that is no catalogue is told before the catalog is made.
    const file = request.file === undefined ? undefined : await openItems(request.file, options);
    const events = await openInteractions(request);
    await ensureCatalog(database, context.catalog, request.currency);
    const items = file === undefined ? undefined : await importItems(parts, { context, request, file, failureFile });
    let interactions: InteractionsDocument | undefined;
    if (events !== undefined && !context.signal.aborted) {
      interactions = await readInteractions(events, {
        record: (batch) => database.interactions.record(context.catalog, batch),
        onFailure: (failure) => failureFile?.write(failure),
        signal: context.signal,
        now: new Date(),
      });
    }
    return {
      catalog: context.catalog,
      dryRun: false,
      status: context.signal.aborted ? 'cancelled' : 'completed',
      ...(items === undefined ? {} : { items }),
      ...(interactions === undefined ? {} : { interactions }),
      elapsedMs: Date.now() - startedAt,
      ...(failureFile === undefined ? {} : { failuresFile: failureFile.path }),
    };
  });
}

function ensureCatalog(database: OpenDatabase, name: string, currency: string | undefined): Promise<Catalog> {
  return database.catalogs.ensure(name, currency === undefined ? {} : { currency });
}

interface ItemImport {
  readonly context: CommandContext;
  readonly request: ImportRequest;
  readonly file: CatalogFile;
  readonly failureFile: FailureFile | undefined;
}

async function importItems(
  parts: OpenParts,
  { context, request, file, failureFile }: ItemImport,
): Promise<ItemsDocument> {
  const { catalog, signal } = context;
  note(context, `Importing ${file.path} (${formatNumberOf(file.rowCount, 'row')}) into catalog '${catalog}' …`);
  const fileRoots = [resolve(request.imagesFolder ?? dirname(file.path))];
  const { pipeline, photoProblems, audio } = await parts.pipeline(fileRoots);
  const { imageEncoder: image, textEncoder: text } = request;
  if (image !== undefined || text !== undefined)
    await chooseEncoders(pipeline, catalog, {
      ...(image === undefined ? {} : { image }),
      ...(text === undefined ? {} : { text }),
    });
  const progress = openImportProgress(context.stderr, file.rowCount);
  const jobs = request.enqueue === true ? { jobs: (await parts.encodingJobs()).jobs } : {};
  let result: ImportResult;
  try {
    result = await pipeline.imports.run({
      catalog,
      rows: rowsOf(file, {
        source: await parts.images(fileRoots),
        clipSource: audio?.clips.source,
        inPlace: context.config.imageDirs,
      }),
      source: `${file.path} sha256:${file.contentHash}`,
      total: file.rowCount,
      onProgress: (seen) => {
        progress.update(seen);
      },
      signal,
      ...jobs,
      ...(request.batchSize === undefined ? {} : { batchSize: request.batchSize }),
    });
  } finally {
    progress.stop();
  }
  const { runs } = await parts.database();
  const kept = Math.max(SHOWN_FAILURES, failureFile === undefined ? 0 : result.counts.failed);
  const failures = await runs.failures(result.runId, kept);
  for (const failure of failures) failureFile?.write(failure);
  return {
    file: file.path,
    rows: file.rowCount,
    counts: result.counts,
    elapsedMs: result.elapsedMs,
    blocksEncoded: result.blocksEncoded,
    ...(result.pending === 0 ? {} : { pending: result.pending }),
    photoProblems,
    ...(audio === undefined ? {} : { clipProblems: audio.clips.problems }),
    columns: file.columns,
    warnings: result.warnings,
    failures: failures.slice(0, SHOWN_FAILURES),
    runId: result.runId,
  };
}

async function* rowsOf(file: CatalogFile, photos: Parameters<typeof keepLocalPhotos>[1]): AsyncGenerator<ImportRow> {
  for await (const row of file) {
    if ('failure' in row) yield failureOf(row);
    else yield { row: row.row, input: await keepLocalPhotos(row.input, photos) };
  }
}
