import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Widths that are made; what is asked for is rounded up, so that nobody can fill the disk with every width there is. */
const WIDTHS = [64, 96, 128, 160, 240, 320, 480, 640, 800, 1024] as const;

export interface ThumbnailCacheOptions {
  readonly folder: string;
  /** How many photos are made smaller at a time; each takes some tens of megabytes. */
  readonly concurrency: number;
  readonly load: (url: string, signal: AbortSignal) => Promise<Uint8Array>;
  /** [WebP bytes] from photo bytes and longest side. */
  readonly shrink: (bytes: Uint8Array, width: number) => Promise<Uint8Array>;
  readonly timeoutMs: number;
}

/** Small versions of photos, made once and kept on disk. */
export class ThumbnailCache {
  readonly #options: ThumbnailCacheOptions;
  readonly #inFlight = new Map<string, Promise<Uint8Array>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: ThumbnailCacheOptions) {
    this.#options = options;
  }

  /** @param fingerprint changes when the photo does @throws what loading and shrinking throw */
  async get(url: string, fingerprint: string, width: number): Promise<Uint8Array> {
    const size = WIDTHS.find((known) => known >= width) ?? 1024;
    const name = createHash('sha256').update(`${url}\n${fingerprint}`).digest('hex');
    const path = join(this.#options.folder, name.slice(0, 2), `${name}-${size}.webp`);
    const inFlight = this.#inFlight.get(path);
    if (inFlight !== undefined) return inFlight;
    const work = this.#readOrMake(path, url, size).finally(() => this.#inFlight.delete(path));
    this.#inFlight.set(path, work);
    return work;
  }

  async #readOrMake(path: string, url: string, size: number): Promise<Uint8Array> {
    const stored = await readFile(path).catch(() => undefined);
    if (stored !== undefined) return stored;
    await this.#enter();
    try {
      const bytes = await this.#options.load(url, AbortSignal.timeout(this.#options.timeoutMs));
      const small = await this.#options.shrink(bytes, size);
      await writeWhole(path, small);
      return small;
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #enter(): Promise<void> {
    while (this.#running >= this.#options.concurrency)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
  }
}

/** A reader sees the whole file or none. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}.tmp`;
  await writeFile(draft, bytes);
  await rename(draft, path);
}
