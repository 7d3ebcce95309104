import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCatalogFile } from '@kindred/catalog-import';
import {
  fixedEncoders,
  withTextTower,
  type ImageEmbeddingModel,
  type ImageInputSpec,
  type PixelImage,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import { BundledEncoders } from '@kindred/embedding-model-onnx';
import { EmbeddingPipeline, type FetchedPhoto, type ImportRow, type PhotoLoader } from '@kindred/embedding-pipeline';
import {
  InMemoryBlockStore,
  InMemoryEncoderChoices,
  InMemoryItemRepository,
  InMemoryItemWriter,
  InMemoryLayoutRepository,
  InMemoryRunRepository,
  InMemoryTables,
} from '@kindred/embedding-pipeline/testing';
import type { StoredLayout } from '@kindred/fusion';
import { decodeImage } from '@kindred/image-source';
import { InMemoryVectorStore, type VectorPoint } from '@kindred/vector-store';
import { readBlockCache, writeBlockCache } from './block-cache.ts';

export interface LumaOptions {
  /** Folder `magento-luma` of the data sets. */
  readonly folder: string;
  readonly modelsDir: string;
  readonly cacheFolder: string;
  /** Default: the bundled one. Whoever opened it closes it. */
  readonly imageModel?: ImageEmbeddingModel;
  /** By which words search photos; default: that of the model. It may come to photos that are encoded already. */
  readonly textTower?: TextEmbeddingModel;
}

export interface ImportedCatalog {
  readonly stored: StoredLayout;
  readonly points: readonly VectorPoint[];
  /** Item id → section path. */
  readonly sections: ReadonlyMap<string, readonly string[]>;
  /** Item id → title. */
  readonly titles: ReadonlyMap<string, string>;
}

const CATALOG = 'luma';

/** The data set imported as `kindred import` does it, encoders and all, but into memory: so its spreads are what an import measures. */
export async function importLuma(options: LumaOptions): Promise<ImportedCatalog> {
  const { folder, modelsDir, cacheFolder } = options;
  const tables = new InMemoryTables();
  await readBlockCache(cacheFolder, tables);
  const encoders = await BundledEncoders.open({ modelsDir, device: 'cpu' });
  const { imageModel = encoders.image, textTower = imageModel.textTower } = options;
  const store = new InMemoryVectorStore();
  const items = new InMemoryItemRepository(tables);
  const pipeline = new EmbeddingPipeline({
    items,
    writer: new InMemoryItemWriter(tables),
    blocks: new InMemoryBlockStore(tables),
    runs: new InMemoryRunRepository(),
    layouts: new InMemoryLayoutRepository(),
    store,
    ...fixedEncoders({ text: encoders.text, image: withTextTower(imageModel, textTower) }),
    choices: new InMemoryEncoderChoices(),
    photos: (input) => new FilePhotoLoader(input),
  });
  try {
    const file = await openCatalogFile(join(folder, 'products_flat.csv'), { imagesFolder: join(folder, 'images') });
    const { counts, warnings } = await pipeline.imports.run({
      catalog: CATALOG,
      source: file.path,
      rows: file as AsyncIterable<ImportRow>,
      onProgress: ({ read, blocksEncoded }) => {
        if (read % 512 === 0)
          console.error(`  ${String(read)} rows, ${String(blocksEncoded)} texts and photos encoded`);
      },
    });
    if (counts.failed > 0 || warnings.length > 0)
      throw new Error(`${String(counts.failed)} rows failed; ${warnings.join('; ')}`);
    const active = await pipeline.layouts.findActive(CATALOG);
    if (active === undefined) throw new Error('The import made no layout.');
    const all = [...tables.itemsOf(CATALOG).values()];
    const points = await store.fetch(
      active.collection,
      all.map(({ id }) => id),
    );
    return {
      stored: active.stored,
      points: [...points.values()],
      sections: new Map(all.map(({ id, section }) => [id, section])),
      titles: new Map(all.map(({ id, title }) => [id, title])),
    };
  } finally {
    await writeBlockCache(cacheFolder, tables);
    await pipeline.close();
    await encoders.close();
    await store.close();
  }
}

class FilePhotoLoader implements PhotoLoader {
  readonly #input: ImageInputSpec;

  constructor(input: ImageInputSpec) {
    this.#input = input;
  }

  async fetch(url: string): Promise<FetchedPhoto> {
    const bytes = await readFile(fileURLToPath(url));
    return { contentHash: hashOf(bytes), bytes };
  }

  decode(bytes: Uint8Array): Promise<PixelImage> {
    return decodeImage(bytes, this.#input);
  }

  async findContentHash(url: string): Promise<string> {
    return hashOf(await readFile(fileURLToPath(url)));
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
