import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readDataUrl } from './data-url.ts';
import { ImageLoadAbortedError, ImageTimeoutError, ImageTooLargeError, ImageUrlRefusedError } from './errors.ts';
import { loadFileImage } from './file-image-loader.ts';
import type { ResolveHost } from './guarded-agent.ts';
import { HostGates } from './host-gates.ts';
import { HttpImageLoader, type LoadDeadline } from './http-image-loader.ts';
import { HttpPhotoClient } from './http-photo-client.ts';
import { PHOTOS, type MediaKind } from './media-kind.ts';
import { PhotoCache } from './photo-cache.ts';
import { isPublicAddress } from './public-address.ts';
import { S3ImageLoader, type ObjectStorageOptions } from './s3-image-loader.ts';
import { systemTimers, type Timers } from './timers.ts';
import { hashInBackground, UploadFolder } from './upload-folder.ts';

export interface ImageSourceOptions {
  /** Host names that `http(s):` addresses may have, `*.example.com` for those below; default: every public host. */
  readonly allowedHosts?: readonly string[];
  /** True lets `http(s):` addresses lead into the own network; for development only. Default false. */
  readonly allowPrivateAddresses?: boolean;
  /** Folders that `file:` addresses may lie below; default none. */
  readonly fileRoots?: readonly string[];
  /** Where uploads are kept; made if it is not there. */
  readonly uploadDir: string;
  /** What files it gives; default photos. The same guards serve clips of sound. */
  readonly media?: MediaKind;
  /** Largest photo; default 25 MB. */
  readonly maxBytes?: number;
  /** Longest time for one load, waiting for its turn, tries and redirects included; default 15,000. */
  readonly timeoutMs?: number;
  /** What must come of a body, or its server is given up; default 1,024 bytes in every 5,000 ms. */
  readonly minProgress?: { readonly bytes: number; readonly everyMs: number };
  /** Tries of one request where the connection breaks or the server says "later", 1 to 10; default 3. */
  readonly tries?: number;
  /** Photos read from one host at a time; default 16. */
  readonly loadsPerHost?: number;
  /** Where photos of servers that can say whether they changed are kept; absent: they are not. */
  readonly cache?: { readonly dir: string; readonly maxBytes: number };
  /** Where `s3:` addresses lead; absent: nowhere. */
  readonly objectStorage?: ObjectStorageOptions;
  /** Replaces the test for public addresses, the system's name resolution, and time and chance; for tests. */
  readonly isAllowedAddress?: (address: string) => boolean;
  readonly resolveHost?: ResolveHost;
  readonly timers?: Timers;
}

export interface LoadOptions {
  readonly signal?: AbortSignal;
  /**
   * Called with the photo's size as soon as it is known, the largest that is allowed where its server doesn't tell, and again for each
   * further try; reading waits for it. So photos that are loaded at the same time can be kept within what memory there is.
   */
  readonly reserve?: (bytes: number) => Promise<void>;
}

export interface LoadedImage {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, 64 hex digits. */
  readonly contentHash: string;
}

/** Loads photos by address: `data:`, `file:`, `upload:<sha256>`, `http:`, `https:` and `s3:`. */
export class ImageSource {
  readonly #media: MediaKind;
  readonly #uploads: UploadFolder;
  readonly #http: HttpImageLoader;
  readonly #s3: S3ImageLoader | undefined;
  readonly #fileRoots: readonly string[];
  readonly #maxBytes: number;
  readonly #timeoutMs: number;
  readonly #timers: Timers;

  private constructor(options: ImageSourceOptions, cache: PhotoCache | undefined) {
    const { allowedHosts, resolveHost, timeoutMs = 15_000, loadsPerHost = 16, timers = systemTimers } = options;
    const { maxBytes = 25_000_000, minProgress = { bytes: 1024, everyMs: 5_000 }, tries = 3, media = PHOTOS } = options;
    const isAllowedAddress =
      options.isAllowedAddress ?? (options.allowPrivateAddresses === true ? () => true : isPublicAddress);
    this.#media = media;
    this.#uploads = new UploadFolder(resolve(options.uploadDir));
    const limits = { maxBytes, progress: minProgress };
    const client = new HttpPhotoClient({ limits, media, gates: new HostGates(loadsPerHost), timers, tries, cache });
    const shared = { client, connectionsPerHost: loadsPerHost };
    this.#http = new HttpImageLoader({ allowedHosts, isAllowedAddress, resolveHost, ...shared });
    const { objectStorage: storage } = options;
    this.#s3 = storage === undefined ? undefined : new S3ImageLoader({ storage, timers, ...shared });
    this.#fileRoots = (options.fileRoots ?? []).map((root) => resolve(root));
    this.#maxBytes = maxBytes;
    this.#timeoutMs = timeoutMs;
    this.#timers = timers;
  }

  static async open(options: ImageSourceOptions): Promise<ImageSource> {
    const { uploadDir, cache, timers = systemTimers } = options;
    await mkdir(uploadDir, { recursive: true });
    return new ImageSource(
      options,
      cache === undefined ? undefined : await PhotoCache.open(resolve(cache.dir), cache.maxBytes, timers),
    );
  }

  /**
   * The bytes of a photo (or of what `media` says), told by its first bytes to be one that can be read; it is not decoded yet.
   *
   * @throws ImageUrlRefusedError, ImageUnavailableError, ImageTooLargeError, ImageTooSlowError, ImageTimeoutError,
   * ImageLoadAbortedError, NotAnImageError, UnsupportedImageFormatError (or what `media.check` throws)
   */
  async load(url: string, options: LoadOptions = {}): Promise<LoadedImage> {
    throwIfAborted(options.signal);
    // Not AbortSignal.timeout, whose timer would keep what listens to it for as long as it runs.
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.#timeoutMs);
    const signal = options.signal === undefined ? late.signal : AbortSignal.any([options.signal, late.signal]);
    const { reserve = () => Promise.resolve() } = options;
    const until = { signal, deadline: this.#timers.now() + this.#timeoutMs, reserve };
    try {
      const bytes = await this.#read(url, until);
      this.#media.check(bytes);
      return { bytes, contentHash: await hashInBackground(bytes) };
    } catch (error) {
      throwIfAborted(options.signal);
      if (late.signal.aborted) throw new ImageTimeoutError('Loading the file', this.#timeoutMs, error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Keeps the photo; the same bytes give the same address. @throws ImageTooLargeError, NotAnImageError, UnsupportedImageFormatError */
  async saveUpload(bytes: Uint8Array): Promise<string> {
    if (bytes.length > this.#maxBytes) {
      throw new ImageTooLargeError(`${String(bytes.length)} bytes`, `${String(this.#maxBytes)} bytes`);
    }
    this.#media.check(bytes);
    return this.#uploads.save(bytes);
  }

  async close(): Promise<void> {
    await Promise.all([this.#http.close(), this.#s3?.close()]);
  }

  async #read(url: string, until: LoadDeadline): Promise<Uint8Array> {
    const scheme = /^[a-z][a-z0-9+.-]*(?=:)/iu.exec(url)?.[0].toLowerCase();
    const limits = { maxBytes: this.#maxBytes, reserve: until.reserve };
    if (scheme === 'data') return readDataUrl(url, this.#maxBytes);
    if (scheme === 'upload') return this.#uploads.load(url, limits);
    if (scheme === 's3') return this.#readObject(url, until);
    if (!URL.canParse(url))
      throw new ImageUrlRefusedError(url, 'it is not a complete address, such as https://shop.example/photo.jpg');
    if (scheme === 'file') return loadFileImage(url, this.#fileRoots, limits);
    return this.#http.load(url, until);
  }

  #readObject(url: string, until: LoadDeadline): Promise<Uint8Array> {
    if (this.#s3 === undefined) throw new ImageUrlRefusedError(url, 'no bucket is set from which files may be read');
    return this.#s3.load(url, until);
  }
}

/** @throws ImageLoadAbortedError */
function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new ImageLoadAbortedError(signal.reason);
}
