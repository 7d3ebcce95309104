import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ImageTooLargeError, ImageUnavailableError, ImageUrlRefusedError } from './errors.ts';

export interface FileLimits {
  readonly maxBytes: number;
  /** Waited for before a file of so many bytes is read. */
  readonly reserve: (bytes: number) => Promise<void>;
}

/** Reads `file:` addresses below `fileRoots`; links are followed first, so none leads out of them. */
export async function loadFileImage(
  url: string,
  fileRoots: readonly string[],
  limits: FileLimits,
): Promise<Uint8Array> {
  let path: string;
  try {
    path = fileURLToPath(url);
  } catch {
    throw new ImageUrlRefusedError(url, 'it is not a local file address');
  }
  const refusal = new ImageUrlRefusedError(url, 'it is not below a folder that files may be read from');
  // A path outside is refused before it is touched, so the answer does not tell whether it exists.
  const roots = await Promise.all(fileRoots.map(async (root) => [root, await realpath(root).catch(() => root)]));
  if (!roots.flat().some((root) => isBelow(path, root))) throw refusal;
  const real = await realpath(path).catch((error: unknown) => {
    throw new ImageUnavailableError(url, 'there is no such file', error);
  });
  if (!roots.some(([, root]) => root !== undefined && isBelow(real, root))) throw refusal;
  return readFileUpTo(real, url, limits);
}

/** @throws ImageUnavailableError, ImageTooLargeError */
export async function readFileUpTo(path: string, url: string, { maxBytes, reserve }: FileLimits): Promise<Uint8Array> {
  // Non-blocking, so that a named pipe cannot hold the call up; it is refused as no ordinary file.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(path, flags).catch((error: unknown) => {
    throw new ImageUnavailableError(url, 'the file cannot be opened', error);
  });
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new ImageUnavailableError(url, 'it is not an ordinary file');
    if (stats.size > maxBytes) throw new ImageTooLargeError(`${String(stats.size)} bytes`, `${String(maxBytes)} bytes`);
    await reserve(stats.size);
    return await readWhole(handle, stats.size);
  } finally {
    await handle.close();
  }
}

/** As `handle.readFile()`, without asking for the size again. A file that was cut off meanwhile comes as far as it goes. */
async function readWhole(handle: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let length = 0;
  for (let read = -1; read !== 0 && length < size; length += read)
    ({ bytesRead: read } = await handle.read(bytes, length, size - length, length));
  return length === size ? bytes : bytes.subarray(0, length);
}

function isBelow(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}
