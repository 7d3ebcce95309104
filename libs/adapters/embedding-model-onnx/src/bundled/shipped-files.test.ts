import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BundledEncoders } from './bundled-encoders.ts';
import { ModelFileError } from '../errors.ts';
import { loadShippedFiles, verifyModel } from './shipped-files.ts';
import { MODELS_DIR } from '../test-fixtures/models-dir.ts';

const IMAGE_FILE = 'efficientnet-lite2/onnx/model_quantized.onnx';

describe('verifyModel', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'kindred-models-'));
    for (const name of ['manifest.json', 'efficientnet-lite2'])
      await cp(join(MODELS_DIR, name), join(dir, name), { recursive: true });
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const verify = async () => verifyModel(dir, await loadShippedFiles(dir), 'efficientnet-lite2');
  const problem = async () => (await verify().catch((error: unknown) => error)) as ModelFileError;

  it('gives the same 16 hex digits for the same files', async () => {
    expect(await verify()).toMatch(/^[0-9a-f]{16}$/);
    expect(await verify()).toBe(
      await verifyModel(MODELS_DIR, await loadShippedFiles(MODELS_DIR), 'efficientnet-lite2'),
    );
  });

  it('names a file with one changed byte', async () => {
    const bytes = await readFile(join(dir, IMAGE_FILE));
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    await writeFile(join(dir, IMAGE_FILE), bytes);
    expect(await problem()).toMatchObject({ code: 'MODEL_FILE', file: join(dir, IMAGE_FILE) });
    expect((await problem()).message).toContain('is damaged: its SHA-256 is');
  });

  it('names a file that was cut short', async () => {
    await writeFile(join(dir, IMAGE_FILE), (await readFile(join(dir, IMAGE_FILE))).subarray(0, 4000));
    expect((await problem()).message).toContain('has 4000 bytes, 5230417 were expected');
  });

  it('tells a Git-LFS pointer from a damaged file', async () => {
    await writeFile(
      join(dir, IMAGE_FILE),
      'version https://git-lfs.github.com/spec/v1\noid sha256:b6ece473\nsize 5230417\n',
    );
    expect((await problem()).message).toContain('Run `git lfs pull`');
  });

  it('names a missing file, a missing manifest and an unlisted model', async () => {
    await rm(join(dir, IMAGE_FILE));
    expect((await problem()).message).toContain('cannot be read');
    await expect(verifyModel(dir, await loadShippedFiles(dir), 'other')).rejects.toThrow(
      "does not list the model 'other'",
    );
    await expect(loadShippedFiles(join(dir, 'nowhere'))).rejects.toBeInstanceOf(ModelFileError);
  });

  it('stops BundledEncoders from opening', async () => {
    const opening = BundledEncoders.open({ modelsDir: dir, device: 'cpu' });
    await expect(opening).rejects.toBeInstanceOf(ModelFileError);
  });
});
