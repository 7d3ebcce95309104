import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ImageInputSpec } from '@kindred/embedding-model';

export interface BarePhotosTask {
  readonly modelsDir: string;
  readonly paths: readonly string[];
  readonly input: ImageInputSpec;
  readonly durationMs: number;
}

export interface BarePhotosResult {
  readonly perSecond: number;
}

const CHILD = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './bare-photo-child.ts' : './bare-photo-child.js', import.meta.url),
);

/**
 * Photos per second of `processes` processes side by side that do nothing but decode a photo that is in memory and run the bare session on
 * it, one after the other: what the machine gives when all its cores work, which need not be as many times what one core gives.
 */
export async function barePhotoRate(task: BarePhotosTask, processes: number): Promise<number> {
  const children = Array.from({ length: processes }, () => fork(CHILD));
  try {
    await Promise.all(children.map((child) => ask(child, task)));
    const results = await Promise.all(children.map((child) => ask(child, 'begin')));
    return results.reduce<number>((sum, result) => sum + (result as BarePhotosResult).perSecond, 0);
  } finally {
    for (const child of children) child.kill();
  }
}

/** The child's next message. @throws Error if it ends before */
function ask(child: ChildProcess, message: BarePhotosTask | string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  child.once('message', resolve);
  child.once('exit', (code) => reject(new Error(`A process that encodes photos ended with code ${String(code)}.`)));
  child.send(message as never);
  return promise;
}
