import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { EncoderManifestError, ModelFileError } from '../errors.ts';
import { findAllowed } from './find-allowed.ts';
import { loadManifest } from './load-manifest.ts';
import type { EncoderManifest } from './encoder-manifest.ts';
import { parseManifest } from './parse-manifest.ts';
import type { ModelSource } from './model-source.ts';

/**
 * The model, or the two towers, that a manifest file describes.
 *
 * @param path of the manifest, JSON
 * @param allowedFolders the manifest and every file it names must really (links followed) lie below one of these
 * @throws EncoderManifestError, ModelFileError
 */
export async function loadManifestFile(path: string, allowedFolders: readonly string[]): Promise<ModelSource[]> {
  const manifestFile = await findAllowed(path, allowedFolders);
  const value = await readJson(manifestFile);
  const modelId = `onnx:${basename(manifestFile, '.json')}`;
  return loadManifest(value, { modelId, folder: dirname(manifestFile), manifestFile, allowedFolders });
}

/** @param path really so, without links @throws EncoderManifestError, ModelFileError */
export async function readManifestFile(path: string): Promise<EncoderManifest> {
  return parseManifest(await readJson(path), path);
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new ModelFileError(path, 'cannot be read.', error);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EncoderManifestError(path, [`it is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
