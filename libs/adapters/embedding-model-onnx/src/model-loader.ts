import {
  openTextModelOnDemand,
  ModelClosedError,
  TowersMismatchError,
  type AudioEmbeddingModelSpec,
  type ImageEmbeddingModelSpec,
  type TextEmbeddingModel,
  type TextEmbeddingModelSpec,
} from '@kindred/embedding-model';
import type { CompleteSettings } from './encoder-settings.ts';
import type { ModelSource } from './manifest/model-source.ts';
import { OnnxAudioEmbeddingModel } from './onnx-audio-embedding-model.ts';
import { OnnxImageEmbeddingModel } from './onnx-image-embedding-model.ts';
import { OnnxTextEmbeddingModel } from './onnx-text-embedding-model.ts';
import type { ModelFacts } from './session/model-session.ts';
import type { SessionRequest } from './session/open-session.ts';
import type { EncoderPool } from './thread/encoder-pool.ts';

/** A model in the pool, and what is known of it. */
export type LoadedModel = Awaited<ReturnType<EncoderPool['load']>>;

/** Puts models into a pool and makes the port's objects of them. */
export class ModelLoader {
  readonly #pool: EncoderPool;
  readonly #settings: CompleteSettings;

  constructor(pool: EncoderPool, settings: CompleteSettings) {
    this.#pool = pool;
    this.#settings = settings;
  }

  async load(source: ModelSource): Promise<LoadedModel> {
    const { onFallback, device: asked } = this.#settings;
    const loaded = await this.#pool.load(source, sessionRequest(this.#settings));
    const { device, fallback } = loaded.facts;
    if (fallback !== undefined) onFallback({ modelId: source.modelId, asked, device, reason: fallback });
    return loaded;
  }

  image(source: ModelSource, loaded: LoadedModel, tower: TextEmbeddingModel | undefined): OnnxImageEmbeddingModel {
    const spec = imageSpec(source, loaded.facts);
    if (tower !== undefined && tower.spec.dimension !== spec.dimension) throw new TowersMismatchError(tower.spec, spec);
    return new OnnxImageEmbeddingModel({ spec, ...this.#common(source, loaded) }, tower);
  }

  async openText(source: ModelSource): Promise<OnnxTextEmbeddingModel> {
    const loaded = await this.load(source);
    return new OnnxTextEmbeddingModel({ spec: textSpec(source, loaded.facts), ...this.#common(source, loaded) });
  }

  async openAudio(source: ModelSource): Promise<OnnxAudioEmbeddingModel> {
    const loaded = await this.load(source);
    return new OnnxAudioEmbeddingModel({ spec: audioSpec(source, loaded.facts), ...this.#common(source, loaded) });
  }

  /** Of the same dimension as the photos' tower, which is there already; undefined where none is wanted. */
  async tower(source: ModelSource, photos: LoadedModel): Promise<TextEmbeddingModel | undefined> {
    const { textTower } = this.#settings;
    if (textTower === 'off') return undefined;
    if (textTower === 'at-start') return this.openText(source);
    const promised = textSpec(source, photos.facts);
    return openTextModelOnDemand(promised, async () => {
      const model = await this.openText(source);
      if (model.spec.dimension === promised.dimension) return model;
      await model.close();
      throw new TowersMismatchError(model.spec, promised);
    });
  }

  #common({ manifest: { licence }, modelId }: ModelSource, { model, facts }: LoadedModel) {
    const pool = this.#pool;
    const onClose = async (): Promise<void> => {
      await pool.unload(model);
      if (pool.size === 0) await pool.close(new ModelClosedError(modelId));
    };
    return { device: facts.device, licence, pool, model, timeoutMs: this.#settings.timeoutMs, onClose };
  }
}

function sessionRequest({ device, onMissingDevice, threads }: CompleteSettings): SessionRequest {
  return { device, onMissingDevice, threads };
}

function imageSpec(source: ModelSource, facts: ModelFacts): ImageEmbeddingModelSpec {
  const { manifest } = source;
  if (manifest.kind !== 'image') throw new Error(`${source.modelId} is no photo model.`);
  const { width, height, fit, kernel, crop } = manifest;
  const input = Object.freeze({ width, height, fit, kernel, ...(crop === undefined ? {} : { crop }) });
  return Object.freeze({ ...commonSpec(source, facts), input });
}

function textSpec(source: ModelSource, facts: ModelFacts): TextEmbeddingModelSpec {
  const { manifest } = source;
  if (manifest.kind !== 'text') throw new Error(`${source.modelId} is no text model.`);
  const { maxTokens, queryPrefix, documentPrefix } = manifest;
  return Object.freeze({ ...commonSpec(source, facts), maxTokens, queryPrefix, documentPrefix });
}

function audioSpec(source: ModelSource, facts: ModelFacts): AudioEmbeddingModelSpec {
  const { manifest } = source;
  if (manifest.kind !== 'audio') throw new Error(`${source.modelId} is no model of sound.`);
  const { sampleRate, windowSeconds, shorter, longer, maxWindows } = manifest;
  const clip = Object.freeze({ sampleRate, windowSeconds, shorter, longer, maxWindows });
  return Object.freeze({ ...commonSpec(source, facts), clip });
}

function commonSpec({ modelId, revision, manifest, space }: ModelSource, { dimension }: ModelFacts) {
  const { dtype, pooling } = manifest;
  return { modelId, revision, dtype, dimension, pooling, ...(space === undefined ? {} : { space }) };
}
