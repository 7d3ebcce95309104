import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { melStatisticsGraph } from '../test-fixtures/audio-graphs.ts';
import { MEL_MANIFEST } from '../test-fixtures/encoder-folder.ts';
import { writeOnnx } from '../test-fixtures/onnx-file.ts';

/**
 * Writes a small, real audio encoder: 16 dimensions over the loudness of 40 mel bands, at 8 kHz. Sounds of like pitch are close.
 * @returns the path of its manifest, for `onnx:<path>`
 */
export async function writeSoundEncoder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, MEL_MANIFEST.file), writeOnnx(melStatisticsGraph(26, MEL_MANIFEST.input.mels)));
  const manifest = join(folder, 'sound.json');
  await writeFile(manifest, JSON.stringify(MEL_MANIFEST));
  return manifest;
}
