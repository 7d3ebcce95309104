import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { EncoderManifest, ModelManifest } from './encoder-manifest.ts';
import { findAllowed } from './find-allowed.ts';
import { inspectModelFiles, modelFiles, type ModelFilesFacts } from './inspect-model-files.ts';
import { modelRevision } from './model-revision.ts';
import type { ModelSource } from './model-source.ts';
import { parseManifest } from './parse-manifest.ts';

export interface ManifestPlace {
  readonly modelId: string;
  /** Absolute; the manifest's files are relative to it. */
  readonly folder: string;
  /** Named in errors. */
  readonly manifestFile: string;
  /** Where the manifest's files may really lie. */
  readonly allowedFolders: readonly string[];
}

/** @param value unchecked contents of a manifest @throws EncoderManifestError, ModelFileError */
export async function loadManifest(value: unknown, place: ManifestPlace): Promise<ModelSource[]> {
  const manifest = parseManifest(value, place.manifestFile);
  const { modelId, folder, manifestFile, allowedFolders } = place;
  const models = towersOf(manifest);
  const facts: ModelFilesFacts[] = [];
  for (const model of models) {
    for (const file of await modelFiles(folder, model)) await findAllowed(join(folder, file), allowedFolders);
    facts.push(await inspectModelFiles(folder, model));
  }
  const revisions = models.map((model, i) => modelRevision(model, facts[i]?.sha256 ?? ''));
  const space = models.find((model) => model.space !== undefined)?.space ?? pairSpace(modelId, revisions);
  return models.map((model, i) => ({
    modelId,
    revision: revisions[i] ?? '',
    manifest: model,
    folder,
    manifestFile,
    oneByOne: facts[i]?.oneByOne ?? false,
    ...(space === undefined ? {} : { space }),
  }));
}

/** One model, or the two of a space. */
export function towersOf(manifest: EncoderManifest): ModelManifest[] {
  return manifest.kind === 'clip' ? [manifest.image, manifest.text] : [manifest];
}

/** A name for the space of two towers that nobody has named; a single model needs none. */
function pairSpace(modelId: string, revisions: readonly string[]): string | undefined {
  if (revisions.length < 2) return undefined;
  return `${modelId}@${createHash('sha256').update(revisions.join()).digest('hex').slice(0, 16)}`;
}
