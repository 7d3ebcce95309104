import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelFileError } from '../errors.ts';

/** `manifest.json` beside the models: every file of a model with its size and SHA-256. */
export interface ShippedFiles {
  readonly models: Readonly<Record<string, { readonly files: readonly ShippedFile[] }>>;
}

export interface ShippedFile {
  /** Relative to the models folder. */
  readonly path: string;
  readonly bytes: number;
  /** 64 hex digits. */
  readonly sha256: string;
}

/** @throws ModelFileError */
export async function loadShippedFiles(modelsDir: string): Promise<ShippedFiles> {
  const path = join(modelsDir, 'manifest.json');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as ShippedFiles;
  } catch (error) {
    throw new ModelFileError(path, 'cannot be read. Point modelsDir at the folder of the bundled models.', error);
  }
}

/**
 * Reads every file of the model and compares it with the manifest.
 *
 * @returns the model's revision: the first 16 hex digits of the SHA-256 over its files' paths and hashes
 * @throws ModelFileError
 */
export async function verifyModel(modelsDir: string, shipped: ShippedFiles, name: string): Promise<string> {
  const files = shipped.models[name]?.files ?? [];
  if (files.length === 0)
    throw new ModelFileError(join(modelsDir, 'manifest.json'), `does not list the model '${name}'.`);
  const revision = createHash('sha256');
  for (const file of files) {
    await verifyFile(join(modelsDir, file.path), file);
    revision.update(`${file.path} ${file.sha256}\n`);
  }
  return revision.digest('hex').slice(0, 16);
}

async function verifyFile(path: string, expected: ShippedFile): Promise<void> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new ModelFileError(path, 'cannot be read. Restore the models folder from the repository.', error);
  });
  if (bytes.subarray(0, 40).toString('latin1').startsWith('version https://git-lfs')) {
    throw new ModelFileError(path, 'is a Git-LFS pointer, not the model itself. Run `git lfs pull`.');
  }
  const advice = 'Restore it from the repository.';
  if (bytes.length !== expected.bytes) {
    const sizes = `has ${String(bytes.length)} bytes, ${String(expected.bytes)} were expected`;
    throw new ModelFileError(path, `is damaged: it ${sizes}. ${advice}`);
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== expected.sha256) {
    throw new ModelFileError(path, `is damaged: its SHA-256 is ${sha256}, ${expected.sha256} was expected. ${advice}`);
  }
}
