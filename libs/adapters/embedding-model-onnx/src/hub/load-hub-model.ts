import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Pooling } from '@kindred/embedding-model';
import { ModelFileError } from '../errors.ts';
import type { EncoderManifestInput } from '../manifest/encoder-manifest.ts';
import { loadManifest } from '../manifest/load-manifest.ts';
import type { ModelSource } from '../manifest/model-source.ts';
import { UnknownHubModelError } from './errors.ts';
import type { HubId } from './hub-id.ts';
import type { HubSettings } from './hub-settings.ts';
import { HubSnapshot, nameOf } from './hub-snapshot.ts';
import { clapPreparation } from './audio-preparation.ts';
import { imagePreparation } from './image-preparation.ts';
import {
  findTestedModel,
  TESTED_MODELS,
  type AudioRecipe,
  type HubRecipe,
  type ImageRecipe,
  type TestedModel,
  type TextRecipe,
} from './tested-models.ts';
import { modelConfigSchema, untestedRecipe } from './untested-recipe.ts';

export interface HubVariant {
  /** Which of the model's files; dynamically quantised ones (`q8`) run inputs one by one. */
  readonly dtype: 'fp32' | 'fp16' | 'q8';
  /** Opens a model that nobody tested; of a tested one it must be what is tested. */
  readonly pooling?: Pooling | undefined;
}

type AudioInput = Extract<EncoderManifestInput, { kind: 'audio' }>;
type ImageInput = Extract<EncoderManifestInput, { kind: 'image' }>;
type TextInput = Extract<EncoderManifestInput, { kind: 'text' }>;

const SUFFIXES: Readonly<Record<HubVariant['dtype'], string>> = { fp32: '', fp16: '_fp16', q8: '_quantized' };

/**
 * Brings a model's files into the cache and describes them by a manifest, both towers where it has two (of CLAP the one of sound).
 *
 * @throws UnknownHubModelError, ModelNotCachedError, HubRefusedError, HubUnreachableError, ModelFileError, EncoderManifestError
 */
export async function loadHubModel(id: HubId, variant: HubVariant, settings: HubSettings): Promise<ModelSource[]> {
  const tested = findTestedModel(id.name);
  if (tested === undefined && variant.pooling === undefined)
    throw unknownModel(id, 'is not among the tested models, and no pooling is stated');
  const snapshot = await HubSnapshot.open(id, settings);
  const config = await readJson(await snapshot.file('config.json'));
  const recipe = tested === undefined ? await untestedRecipe(snapshot, config, variant.pooling) : tested;
  const problem = tested && contradiction(tested, config, variant);
  if (problem !== undefined) throw unknownModel(id, problem);
  const manifest = await describe(recipe, { snapshot, dtype: variant.dtype });
  return loadManifest(manifest, {
    modelId: `hf:${id.owner}/${id.name}`,
    folder: snapshot.folder,
    manifestFile: `hf:${nameOf(id)}`,
    // A cache of huggingface_hub links from snapshots/ to blobs/.
    allowedFolders: [dirname(dirname(snapshot.folder))],
  });
}

function unknownModel(id: HubId, problem: string): UnknownHubModelError {
  return new UnknownHubModelError(
    nameOf(id),
    problem,
    TESTED_MODELS.map(({ label }) => label),
  );
}

/** What speaks against reading the model as its name says. */
function contradiction(tested: TestedModel, config: unknown, { pooling }: HubVariant): string | undefined {
  const { model_type: modelType } = modelConfigSchema.parse(config);
  if (!tested.modelTypes.includes(modelType ?? ''))
    return `is of model_type '${String(modelType)}', while its name stands for '${tested.modelTypes.join("' or '")}'`;
  const own = (tested.text ?? tested.image ?? tested.audio)?.pooling ?? 'none';
  if (pooling !== undefined && pooling !== own) return `is tested with pooling '${own}', not '${pooling}'`;
  return undefined;
}

interface Tower {
  readonly snapshot: HubSnapshot;
  readonly dtype: HubVariant['dtype'];
}

async function describe({ image, text, audio }: HubRecipe, tower: Tower): Promise<EncoderManifestInput | undefined> {
  if (audio !== undefined) return describeAudio(audio, tower);
  const both = image !== undefined && text !== undefined;
  const photos = image && (await describeImage(image, { ...tower, stem: both ? 'vision_model' : 'model' }));
  const texts = text && (await describeText(text, { ...tower, stem: both ? 'text_model' : 'model' }));
  return photos !== undefined && texts !== undefined ? { kind: 'clip', image: photos, text: texts } : (photos ?? texts);
}

async function describeImage(recipe: ImageRecipe, tower: Tower & { readonly stem: string }): Promise<ImageInput> {
  const path = await tower.snapshot.file('preprocessor_config.json');
  const { scale, mean, std, ...frame } = translate(path, await readJson(path), imagePreparation);
  return {
    kind: 'image',
    ...(await bringGraph(tower)),
    ...frame,
    ...recipe,
    layout: 'NCHW',
    input: { name: 'pixel_values', type: 'float32', scale, mean, std },
    normalise: true,
  };
}

async function describeAudio(recipe: AudioRecipe, tower: Tower): Promise<AudioInput> {
  const path = await tower.snapshot.file('preprocessor_config.json');
  const preparation = translate(path, await readJson(path), clapPreparation);
  const graph = await bringGraph({ ...tower, stem: 'audio_model' });
  return { kind: 'audio', ...graph, ...preparation, ...recipe, normalise: true };
}

function translate<Preparation>(
  path: string,
  config: unknown,
  preparationOf: (config: unknown) => Preparation,
): Preparation {
  try {
    return preparationOf(config);
  } catch (error) {
    throw new ModelFileError(path, `can't be used: ${error instanceof Error ? error.message : String(error)}.`, error);
  }
}

async function describeText(recipe: TextRecipe, tower: Tower & { readonly stem: string }): Promise<TextInput> {
  const tokenizer = { file: 'tokenizer.json', config: 'tokenizer_config.json' };
  await tower.snapshot.file(tokenizer.file);
  await tower.snapshot.file(tokenizer.config);
  return { kind: 'text', ...(await bringGraph(tower)), tokenizer, ...recipe, normalise: true };
}

/** The graph comes last, so that where it is there, its weights are too. */
async function bringGraph({ snapshot, dtype, stem }: Tower & { readonly stem: string }) {
  const file = `onnx/${stem}${SUFFIXES[dtype]}.onnx`;
  if (!(await snapshot.has(file))) await snapshot.fileIfAny(`${file}_data`);
  await snapshot.file(file);
  return { file, revision: snapshot.commit, dtype };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ModelFileError(
      path,
      'cannot be read as JSON. Remove it from the cache, so that it is brought again.',
      error,
    );
  }
}
