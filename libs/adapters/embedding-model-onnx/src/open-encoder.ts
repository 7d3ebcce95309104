import { resolve } from 'node:path';
import { isBundledModel, BUNDLED_MANIFESTS } from './bundled/bundled-manifests.ts';
import { loadBundledSource } from './bundled/bundled-source.ts';
import type { EncoderSettings } from './encoder-settings.ts';
import { parseEncoderId, type EncoderLocation } from './encoder-location.ts';
import { UnknownEncoderError } from './errors.ts';
import { hubId } from './hub/hub-id.ts';
import type { HubSettings } from './hub/hub-settings.ts';
import { loadHubModel } from './hub/load-hub-model.ts';
import { loadEncoder, type OpenedEncoder } from './load-encoder.ts';
import type { EncoderManifestInput } from './manifest/encoder-manifest.ts';
import { loadManifest } from './manifest/load-manifest.ts';
import { loadManifestFile } from './manifest/load-manifest-file.ts';
import type { ModelSource } from './manifest/model-source.ts';

export interface OpenEncoderOptions extends EncoderSettings {
  /** Folder of the bundled models; needed for `bundled:`. */
  readonly modelsDir?: string;
  /** Folders that `onnx:` may load from; default none. */
  readonly allowedFolders?: readonly string[];
  /** Needed for `hf:`. */
  readonly hub?: HubSettings;
}

/** A manifest that the caller holds. */
export interface EncoderDescription {
  /** For the encoder's identity, for example `onnx:dino`. */
  readonly modelId: string;
  readonly manifest: EncoderManifestInput;
  /** The manifest's files are below it. */
  readonly folder: string;
}

/**
 * Opens an encoder: `bundled:<name>`, `onnx:<path of a manifest>`, `hf:<owner>/<name>@<revision>?dtype=…&pooling=…`, the same
 * taken apart, or a manifest at hand. A relative path is relative to the working directory.
 *
 * @throws UnknownEncoderError; ModelFileError; EncoderManifestError; DeviceUnavailableError; EncoderCrashedError;
 *   EncodingFailedError; for `hf:` UnknownHubModelError, ModelNotCachedError, HubRefusedError, HubUnreachableError
 */
export async function openEncoder(
  encoder: string | EncoderLocation | EncoderDescription,
  options: OpenEncoderOptions = {},
): Promise<OpenedEncoder> {
  const place = typeof encoder === 'string' ? parseEncoderId(encoder) : encoder;
  const sources = 'scheme' in place ? await loadLocation(place, options) : await loadDescription(place);
  return loadEncoder(sources, options);
}

async function loadLocation(place: EncoderLocation, options: OpenEncoderOptions): Promise<ModelSource[]> {
  if (place.scheme === 'bundled') return [await loadBundled(place.name, options.modelsDir)];
  if (place.scheme === 'onnx') return loadManifestFile(place.manifestPath, options.allowedFolders ?? []);
  const { repository, revision, dtype = 'fp32', pooling } = place;
  const id = hubId(repository, revision);
  if (options.hub === undefined)
    throw new UnknownEncoderError(`hf:${repository}`, 'needs a cache folder, and none is configured');
  return loadHubModel(id, { dtype, pooling }, options.hub);
}

async function loadBundled(name: string, modelsDir: string | undefined): Promise<ModelSource> {
  const id = `bundled:${name}`;
  if (!isBundledModel(name))
    throw new UnknownEncoderError(id, `is not bundled; bundled are ${Object.keys(BUNDLED_MANIFESTS).join(' and ')}`);
  if (modelsDir === undefined) throw new UnknownEncoderError(id, 'needs the models folder, and none is configured');
  return loadBundledSource(resolve(modelsDir), name);
}

function loadDescription({ modelId, manifest, folder }: EncoderDescription): Promise<ModelSource[]> {
  const root = resolve(folder);
  return loadManifest(manifest, { modelId, folder: root, manifestFile: modelId, allowedFolders: [root] });
}
