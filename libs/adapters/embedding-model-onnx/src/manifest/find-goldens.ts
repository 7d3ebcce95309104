import { dirname, join } from 'node:path';
import { findAllowed } from './find-allowed.ts';
import { readManifestFile } from './load-manifest-file.ts';
import { towersOf } from './load-manifest.ts';

/**
 * Files with vectors that were computed elsewhere, as an `onnx:` manifest names them: absolute paths by modality, none where it names none.
 *
 * @param path of the manifest
 * @param allowedFolders as for `openEncoder`
 * @throws EncoderManifestError, ModelFileError
 */
export async function findGoldens(
  path: string,
  allowedFolders: readonly string[],
): Promise<ReadonlyMap<'text' | 'image', string>> {
  const manifestFile = await findAllowed(path, allowedFolders);
  const found = new Map<'text' | 'image', string>();
  for (const tower of towersOf(await readManifestFile(manifestFile))) {
    if (tower.kind === 'audio' || tower.goldens === undefined) continue;
    found.set(tower.kind, await findAllowed(join(dirname(manifestFile), tower.goldens), allowedFolders));
  }
  return found;
}
