import { join } from 'node:path';
import type { ModelSource } from '../manifest/model-source.ts';
import { BUNDLED_MANIFESTS, type BundledModel } from './bundled-manifests.ts';
import { loadShippedFiles, verifyModel } from './shipped-files.ts';

/** A model that ships with the repository, after its files were compared with what was shipped. @throws ModelFileError */
export async function loadBundledSource(modelsDir: string, name: BundledModel): Promise<ModelSource> {
  const revision = await verifyModel(modelsDir, await loadShippedFiles(modelsDir), name);
  return {
    modelId: `bundled:${name}`,
    revision,
    manifest: BUNDLED_MANIFESTS[name],
    folder: join(modelsDir, name),
    manifestFile: join(modelsDir, 'manifest.json'),
    oneByOne: false,
  };
}
