import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EncoderManifestError, ModelFileError } from '../errors.ts';
import { EncoderFolder, PATCH_MANIFEST, TEXT_MANIFEST } from '../test-fixtures/encoder-folder.ts';
import { patchTokensGraph } from '../test-fixtures/image-graphs.ts';
import { findGoldens } from './find-goldens.ts';
import { loadManifestFile } from './load-manifest-file.ts';

let folder: EncoderFolder;
beforeAll(async () => {
  folder = await EncoderFolder.make();
  await folder.writeGraph('image.onnx', patchTokensGraph(8));
  await folder.write('photo.goldens.json', {});
});
afterAll(() => folder.remove());

const find = async (manifest: object) => findGoldens(await folder.write('some.json', manifest), [folder.path]);

it('names the files of both towers, and none where the manifest names none', async () => {
  const image = { ...PATCH_MANIFEST, goldens: 'photo.goldens.json' };
  const found = await find({ kind: 'clip', image, text: TEXT_MANIFEST });
  expect([...found]).toEqual([['image', join(folder.path, 'photo.goldens.json')]]);
  expect([...(await find(PATCH_MANIFEST))]).toEqual([]);
});

it('refuses a file that is not there or lies elsewhere', async () => {
  await expect(find({ ...PATCH_MANIFEST, goldens: 'none.json' })).rejects.toThrow(ModelFileError);
  await expect(find({ ...PATCH_MANIFEST, goldens: '../secret.json' })).rejects.toThrow(EncoderManifestError);
});

it('is no part of the identity: vectors do not depend on it, and the encoder opens without the file', async () => {
  const revisionOf = async (manifest: object) => {
    const [source] = await loadManifestFile(await folder.write('some.json', manifest), [folder.path]);
    return source?.revision;
  };
  expect(await revisionOf({ ...PATCH_MANIFEST, goldens: 'none.json' })).toBe(await revisionOf(PATCH_MANIFEST));
});
