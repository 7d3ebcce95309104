import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { validateItemInput, type EncodedBlock, type Item, type ItemBlockReference } from '@kindred/catalog';
import { connectOrStartEmbeddedPostgres, migrate, openDatabase } from '@kindred/database';
import { encoderId, fixedEncoders, type ImageEmbeddingModel, type TextEmbeddingModel } from '@kindred/embedding-model';
import { BundledEncoders } from '@kindred/embedding-model-onnx';
import { DEFAULT_IMAGE_ENCODER, DEFAULT_TEXT_ENCODER } from '@kindred/embedding-model-onnx/settings';
import { EmbeddingPipeline } from '@kindred/embedding-pipeline';
import { generateCatalog } from '@kindred/sample-catalog';
import { openStoreOfApi, type StoreOfApi } from './open-store-of-api.ts';

/** `dataDir` is empty or new, and is laid out as the API lays it out. */
export interface GeneratedStoreOptions extends StoreOfApi {
  readonly modelsDir: string;
  readonly catalog: string;
  readonly items: number;
  readonly seed: number;
}

const ITEMS_PER_WRITE = 500;

interface Models {
  readonly text: TextEmbeddingModel;
  readonly image: ImageEmbeddingModel;
}

/** Fills a data folder with a generated catalogue and ready-made vectors under the bundled encoders' identities, so that no model runs. */
export async function fillGeneratedStore(options: GeneratedStoreOptions): Promise<void> {
  const { dataDir, modelsDir, catalog } = options;
  const postgres = await connectOrStartEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
  await migrate(postgres.url);
  const database = await openDatabase({ url: postgres.url });
  const store = await openStoreOfApi(options);
  const encoders = await BundledEncoders.open({ modelsDir, device: 'cpu' });
  try {
    await database.catalogs.ensure(catalog);
    await writeItems(options, database, encoders);
    const refuse = () => Promise.reject(new Error('generated items have no photos to read'));
    const pipeline = new EmbeddingPipeline({
      ...database,
      ...fixedEncoders(encoders, { image: DEFAULT_IMAGE_ENCODER, text: DEFAULT_TEXT_ENCODER }),
      choices: database.catalogs,
      store,
      photos: () => ({ fetch: refuse, decode: refuse }),
    });
    await pipeline.catchUp(catalog, { compareCounts: true });
    await pipeline.close();
  } finally {
    await encoders.close();
    await store.close();
    await database.close();
    await postgres.stop();
  }
}

async function writeItems(
  options: GeneratedStoreOptions,
  { writer }: Awaited<ReturnType<typeof openDatabase>>,
  models: Models,
): Promise<void> {
  const { items, seed, catalog } = options;
  const blockDimensions = { image: models.image.spec.dimension, text: models.text.spec.dimension };
  const encoderIds = { image: encoderId(models.image.spec), text: encoderId(models.text.spec) };
  let batch: { items: Item[]; blocks: EncodedBlock[]; references: ItemBlockReference[] } = {
    items: [],
    blocks: [],
    references: [],
  };
  const flush = async () => {
    if (batch.items.length > 0) await writer.upsert(catalog, batch);
    batch = { items: [], blocks: [], references: [] };
  };
  for await (const { input, blocks } of generateCatalog({ items, seed, blocks: blockDimensions })) {
    const item = validateItemInput(input, { now: new Date('2025-06-01T00:00:00Z') });
    batch.items.push(item);
    for (const modality of ['image', 'text'] as const) {
      const vector = blocks[modality];
      if (vector === undefined) continue;
      const inputHash = createHash('sha256')
        .update(`${modality}:${item.id}:${String(seed)}`)
        .digest('hex');
      batch.blocks.push({ inputHash, encoderId: encoderIds[modality], vector });
      batch.references.push({ itemId: item.id, modality, encoderId: encoderIds[modality], inputHashes: [inputHash] });
    }
    if (batch.items.length >= ITEMS_PER_WRITE) await flush();
  }
  await flush();
}
