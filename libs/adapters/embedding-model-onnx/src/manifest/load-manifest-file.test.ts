import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EncoderManifestError, ModelFileError } from '../errors.ts';
import { EncoderFolder, PATCH_MANIFEST, TEXT_MANIFEST } from '../test-fixtures/encoder-folder.ts';
import { patchTokensGraph } from '../test-fixtures/image-graphs.ts';
import { contextualTextGraph, dynamicallyQuantisedGraph } from '../test-fixtures/text-graphs.ts';
import { loadManifestFile } from './load-manifest-file.ts';

let folder: EncoderFolder;
beforeAll(async () => {
  folder = await EncoderFolder.make();
  await folder.writeGraph('image.onnx', patchTokensGraph(8));
  await folder.writeGraph('text.onnx', contextualTextGraph());
  await folder.writeGraph('quantised.onnx', dynamicallyQuantisedGraph());
  await folder.writeTokenizer();
});
afterAll(() => folder.remove());

const load = async (name: string, content: string | object, allowed = [folder.path]) =>
  loadManifestFile(await folder.write(`${name}.json`, content), allowed);
const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('loadManifestFile', () => {
  it('names the model by its manifest and its revision by all that vectors depend on', async () => {
    const [dino] = await load('dino', PATCH_MANIFEST);
    expect(dino).toMatchObject({ modelId: 'onnx:dino', oneByOne: false });
    expect(dino?.revision).toMatch(/^[0-9a-f]{16}$/);
    const [again] = await load('dino', { ...PATCH_MANIFEST, licence: 'Apache-2.0', provenance: 'us' });
    expect(again?.revision).toBe(dino?.revision);
    const mean = [0.5, 0.5, 0.5];
    const [other] = await load('dino', { ...PATCH_MANIFEST, input: { ...PATCH_MANIFEST.input, mean } });
    expect(other?.revision).not.toBe(dino?.revision);
  });

  it('keeps a stated revision, but tells two recipes under it apart', async () => {
    const [one] = await load('v', { ...PATCH_MANIFEST, revision: 'v1' });
    const [two] = await load('v', { ...PATCH_MANIFEST, revision: 'v1', pooling: 'mean' });
    expect(one?.revision).toMatch(/^v1-[0-9a-f]{16}$/);
    expect(two?.revision).not.toBe(one?.revision);
  });

  it('changes the revision with the tokenizer and with weights beside the graph', async () => {
    const [before] = await load('t', TEXT_MANIFEST);
    await folder.write('tokenizer_config.json', { pad_token: '[SEP]' });
    const [after] = await load('t', TEXT_MANIFEST);
    expect(after?.revision).not.toBe(before?.revision);
    await folder.write('text.onnx_data', 'weights');
    expect((await load('t', TEXT_MANIFEST))[0]?.revision).not.toBe(after?.revision);
  });

  it('finds a dynamically quantised graph', async () => {
    expect((await load('q', { ...TEXT_MANIFEST, file: 'quantised.onnx' }))[0]?.oneByOne).toBe(true);
  });

  it('gives two towers a space, stated or of their own', async () => {
    const clip = { kind: 'clip', image: PATCH_MANIFEST, text: TEXT_MANIFEST };
    const [image, text] = await load('clip', clip);
    expect(image?.space).toMatch(/^onnx:clip@[0-9a-f]{16}$/);
    expect(text?.space).toBe(image?.space);
    const stated = await load('clip', { ...clip, text: { ...TEXT_MANIFEST, space: 'shop' } });
    expect(stated.map(({ space }) => space)).toEqual(['shop', 'shop']);
    expect((await load('single', PATCH_MANIFEST))[0]).not.toHaveProperty('space');
  });

  it('refuses what lies outside of the allowed folders, links followed', async () => {
    const elsewhere = await EncoderFolder.make();
    const refused = await failure(load('out', PATCH_MANIFEST, [elsewhere.path]));
    expect(refused).toBeInstanceOf(ModelFileError);
    expect((refused as Error).message).toContain(`they are: ${elsewhere.path}`);
    expect(((await failure(load('out', PATCH_MANIFEST, []))) as Error).message).toContain('none is configured');
    await elsewhere.writeGraph('secret.onnx', patchTokensGraph(8));
    await mkdir(join(folder.path, 'sub'));
    await symlink(join(elsewhere.path, 'secret.onnx'), join(folder.path, 'sub', 'linked.onnx'));
    const linked = await failure(load('linked', { ...PATCH_MANIFEST, file: 'sub/linked.onnx' }));
    expect((linked as Error).message).toContain('lies outside');
    await elsewhere.remove();
  });

  it('is not fooled by a folder whose name begins alike', async () => {
    const twin = join(folder.path, 'allowed-not');
    await folder.write('allowed/x.json', PATCH_MANIFEST);
    const inTwin = await folder.write('allowed-not/x.json', PATCH_MANIFEST);
    expect(twin.startsWith(join(folder.path, 'allowed'))).toBe(true);
    expect(await failure(loadManifestFile(inTwin, [join(folder.path, 'allowed')]))).toBeInstanceOf(ModelFileError);
  });

  it('names a missing manifest, a missing file, and JSON that is none', async () => {
    const nowhere = join(folder.path, 'nowhere.json');
    expect(((await failure(loadManifestFile(nowhere, [folder.path]))) as Error).message).toContain('does not exist');
    const missing = await failure(load('m', { ...PATCH_MANIFEST, file: 'absent.onnx' }));
    expect(missing).toMatchObject({ code: 'MODEL_FILE', file: join(folder.path, 'absent.onnx') });
    const broken = await failure(load('broken', '{ "kind": '));
    expect(broken).toBeInstanceOf(EncoderManifestError);
    expect((broken as Error).message).toContain('it is not JSON');
  });
});
