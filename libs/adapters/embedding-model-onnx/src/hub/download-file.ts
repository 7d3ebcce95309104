import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ModelFileError } from '../errors.ts';
import { HubUnreachableError } from './errors.ts';
import { reasonOf, requestHub, withRetries, type HubAnswer } from './hub-request.ts';
import type { HubSettings } from './hub-settings.ts';
import type { ListedFile } from './revision-listing.ts';

/**
 * Downloads a file and puts it in its place once it is whole and has the digest that the hub lists. A transfer that breaks
 * goes on where it stopped, if the server can.
 *
 * @param target path of the file; its folder is made
 * @throws HubRefusedError, HubUnreachableError, ModelFileError for another size or digest
 */
export async function downloadFile(
  url: string,
  target: string,
  listed: ListedFile,
  settings: HubSettings,
): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const partial = `${target}.${String(process.pid)}-${Math.random().toString(36).slice(2)}.incomplete`;
  const file = await open(partial, 'w+');
  try {
    const transfer = new Transfer(url, file, settings);
    await withRetries(settings, () => transfer.attempt());
    await checkFile(file, transfer, { ...listed, path: url });
    await file.sync();
    await file.close();
    await rename(partial, target);
  } catch (error) {
    await file.close();
    throw error;
  } finally {
    await rm(partial, { force: true });
  }
}

/** One file on its way, over several attempts. */
class Transfer {
  /** SHA-256 or Git blob id from the answer's ETag, for mirrors that list none. */
  etag: string | undefined;
  bytes = 0;
  readonly #url: string;
  readonly #file: FileHandle;
  readonly #settings: HubSettings;

  constructor(url: string, file: FileHandle, settings: HubSettings) {
    this.#url = url;
    this.#file = file;
    this.#settings = settings;
  }

  async attempt(): Promise<void> {
    const range: Record<string, string> = this.bytes === 0 ? {} : { range: `bytes=${String(this.bytes)}-` };
    const answer = await requestHub(this.#url, this.#settings, range);
    const { headers, status } = answer.response;
    this.etag ??= digestOf(headers.get('x-linked-etag') ?? headers.get('etag'));
    if (status !== 206) this.bytes = 0;
    try {
      await this.#receive(answer);
    } catch (error) {
      this.#settings.signal?.throwIfAborted();
      throw new HubUnreachableError(this.#url, `the transfer broke: ${reasonOf(error)}`, error);
    } finally {
      answer.done();
    }
  }

  async #receive({ response, alive }: HubAnswer): Promise<void> {
    await this.#file.truncate(this.bytes);
    for await (const part of response.body ?? []) {
      alive();
      const bytes = part as Uint8Array;
      await this.#file.write(bytes, 0, bytes.length, this.bytes);
      this.bytes += bytes.length;
    }
  }
}

function digestOf(etag: string | null): string | undefined {
  return /^(?:W\/)?"?(?<digest>[0-9a-f]{64}|[0-9a-f]{40})"?$/u.exec(etag ?? '')?.groups?.['digest'];
}

async function checkFile(file: FileHandle, { bytes, etag }: Transfer, listed: ListedFile): Promise<void> {
  if (listed.bytes !== undefined && listed.bytes !== bytes)
    throw new ModelFileError(listed.path, `came with ${String(bytes)} bytes, ${String(listed.bytes)} are listed.`);
  const expected = listed.sha256 ?? listed.gitSha1 ?? etag;
  if (expected === undefined) return;
  const hash = expected.length === 64 ? createHash('sha256') : createHash('sha1').update(`blob ${String(bytes)}\0`);
  const actual = await digest(file, bytes, hash);
  if (actual !== expected)
    throw new ModelFileError(listed.path, `came damaged: its digest is ${actual}, ${expected} is listed. Try again.`);
}

async function digest(file: FileHandle, bytes: number, hash: Hash): Promise<string> {
  const part = Buffer.alloc(1 << 20);
  for (let at = 0; at < bytes;) {
    const { bytesRead } = await file.read(part, 0, part.length, at);
    if (bytesRead === 0) break;
    hash.update(part.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash.digest('hex');
}
