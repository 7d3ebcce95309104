import { encoderId, type EmbedOptions, type TextEmbeddingModel } from '@kindred/embedding-model';
import { transformBlock } from '@kindred/fusion';
import type { ReadContext } from './source-reader.ts';
import type { TextTowerWatch } from './text-tower-watch.ts';

/** What compares words with the blocks of a catalog; undefined where nothing does. */
export interface WordModels {
  readonly text: TextEmbeddingModel | undefined;
  readonly tower: TextEmbeddingModel | undefined;
}

export interface ReadWords {
  /** Text → modality → block. */
  readonly blocks: ReadonlyMap<string, ReadonlyMap<string, Float32Array>>;
  /** Whether the words should have been compared with photos and could not be. */
  readonly lackPhotos: boolean;
}

/**
 * Words as blocks, among texts and among photos. All texts go without photos where one of them does, so that parts of a mixture mean the same. An
 * encoder that is that of both modalities is asked once. @throws what the text encoder throws; InputAbortedError
 */
export async function readWords(
  texts: readonly string[],
  { text, tower }: WordModels,
  context: ReadContext & { readonly towers: TextTowerWatch },
): Promise<ReadWords> {
  const isOne = text !== undefined && tower !== undefined && encoderId(text.spec) === encoderId(tower.spec);
  const [amongTexts, amongPhotos] = await Promise.all([
    text && embedAll(texts, text, context),
    isOne || tower === undefined
      ? undefined
      : context.towers.tryTower(tower, context, () => embedAll(texts, tower, context)),
  ]);
  const photos = isOne ? amongTexts : amongPhotos;
  const blocks = texts.map((words, index): [string, ReadonlyMap<string, Float32Array>] => [
    words,
    new Map([...blockOf('text', amongTexts?.[index], context), ...blockOf('image', photos?.[index], context)]),
  ]);
  return { blocks: new Map(blocks), lackPhotos: tower !== undefined && photos === undefined };
}

function embedAll(
  texts: readonly string[],
  model: TextEmbeddingModel,
  { signal }: EmbedOptions,
): Promise<Float32Array[]> {
  return Promise.all(texts.map((text) => model.embedQuery(text, signal === undefined ? {} : { signal })));
}

function blockOf(
  modality: string,
  vector: Float32Array | undefined,
  { active }: ReadContext,
): [string, Float32Array][] {
  return vector === undefined ? [] : [[modality, transformBlock(active.stored, modality, vector)]];
}
