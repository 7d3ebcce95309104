import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelFileError } from '../errors.ts';
import type { ModelManifest } from './encoder-manifest.ts';

/** Operator whose scale spans the whole batch: a vector would depend on its neighbours. */
const BATCH_DEPENDENT = Buffer.from('DynamicQuantizeLinear');

export interface ModelFilesFacts {
  /** 64 hex digits over names and bytes of all files of the model. */
  readonly sha256: string;
  readonly oneByOne: boolean;
}

/** Reads every file of a model once. @throws ModelFileError */
export async function inspectModelFiles(folder: string, manifest: ModelManifest): Promise<ModelFilesFacts> {
  const all = createHash('sha256');
  let oneByOne = false;
  for (const file of await modelFiles(folder, manifest)) {
    const facts = await inspectFile(join(folder, file));
    all.update(`${file} ${facts.sha256}\n`);
    oneByOne ||= file === manifest.file && facts.batchDependent;
  }
  return { sha256: all.digest('hex'), oneByOne };
}

/** Relative to the folder: the graph, its weights beside it, and a text model's tokenizer. */
export async function modelFiles(folder: string, manifest: ModelManifest): Promise<string[]> {
  const weights = [`${manifest.file}_data`, `${manifest.file}.data`];
  const present = await Promise.all(weights.map((file) => exists(join(folder, file))));
  const tokenizer = manifest.kind === 'text' ? [manifest.tokenizer.file, manifest.tokenizer.config] : [];
  return [manifest.file, ...weights.filter((_, i) => present[i]), ...tokenizer];
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function inspectFile(path: string): Promise<{ sha256: string; batchDependent: boolean }> {
  const hash = createHash('sha256');
  let batchDependent = false;
  let carried = Buffer.alloc(0);
  try {
    for await (const part of createReadStream(path, { highWaterMark: 1 << 20 })) {
      const bytes = part as Buffer;
      hash.update(bytes);
      // The word may lie across two reads.
      const seam = Buffer.concat([carried, bytes.subarray(0, BATCH_DEPENDENT.length)]);
      batchDependent ||= seam.includes(BATCH_DEPENDENT) || bytes.includes(BATCH_DEPENDENT);
      carried = Buffer.from(bytes.subarray(-BATCH_DEPENDENT.length));
    }
  } catch (error) {
    throw new ModelFileError(
      path,
      'cannot be read. The manifest names it; put it there or correct the manifest.',
      error,
    );
  }
  return { sha256: hash.digest('hex'), batchDependent };
}
