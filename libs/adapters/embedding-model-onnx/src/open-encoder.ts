import { resolve } from 'node:path';
import { isBundledModel, BUNDLED_MANIFESTS } from './bundled/bundled-manifests.ts';
import { loadBundledSource } from './bundled/bundled-source.ts';
import type { EncoderSettings } from './encoder-settings.ts';
import { EncoderUrlError } from './errors.ts';
import { parseHubId } from './hub/hub-id.ts';
import type { HubSettings } from './hub/hub-settings.ts';
import { loadHubModel, type HubDtype } from './hub/load-hub-model.ts';
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
  /** Which file of a `hf:` model; default `fp32`. Dynamically quantised files (`q8`) run inputs one by one. */
  readonly dtype?: HubDtype;
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
 * Opens an encoder: `bundled:<name>`, `onnx:<path of a manifest>`, `hf:<owner>/<name>@<revision>`, or a manifest at hand.
 *
 * @throws EncoderUrlError; ModelFileError; EncoderManifestError; DeviceUnavailableError; EncoderCrashedError;
 *   EncodingFailedError; for `hf:` UnknownHubModelError, ModelNotCachedError, HubRefusedError, HubUnreachableError
 */
export async function openEncoder(
  encoder: string | EncoderDescription,
  options: OpenEncoderOptions = {},
): Promise<OpenedEncoder> {
  const sources = typeof encoder === 'string' ? await loadUrl(encoder, options) : await loadDescription(encoder);
  return loadEncoder(sources, options);
}

async function loadUrl(url: string, options: OpenEncoderOptions): Promise<ModelSource[]> {
  const { scheme, rest } = /^(?<scheme>[a-z]+):(?<rest>.+)$/su.exec(url)?.groups ?? {};
  if (scheme === 'bundled') return [await loadBundled(url, rest ?? '', options.modelsDir)];
  if (scheme === 'onnx') return loadManifestFile(rest ?? '', options.allowedFolders ?? []);
  if (scheme === 'hf') {
    const id = parseHubId(rest ?? '');
    if (options.hub === undefined) throw new EncoderUrlError(url, 'needs a cache folder, and none is configured');
    return loadHubModel(id, options.dtype ?? 'fp32', options.hub);
  }
  throw new EncoderUrlError(url, 'has an unknown form');
}

async function loadBundled(url: string, name: string, modelsDir: string | undefined): Promise<ModelSource> {
  if (!isBundledModel(name))
    throw new EncoderUrlError(url, `is not bundled; bundled are ${Object.keys(BUNDLED_MANIFESTS).join(' and ')}`);
  if (modelsDir === undefined) throw new EncoderUrlError(url, 'needs the models folder, and none is configured');
  return loadBundledSource(resolve(modelsDir), name);
}

function loadDescription({ modelId, manifest, folder }: EncoderDescription): Promise<ModelSource[]> {
  const root = resolve(folder);
  return loadManifest(manifest, { modelId, folder: root, manifestFile: modelId, allowedFolders: [root] });
}
