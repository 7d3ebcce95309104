import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readDataUrl } from './data-url.ts';
import { ImageLoadAbortedError, ImageTimeoutError, ImageTooLargeError, ImageUrlRefusedError } from './errors.ts';
import { loadFileImage } from './file-image-loader.ts';
import { HttpImageLoader, type ResolveHost } from './http-image-loader.ts';
import { isPublicAddress } from './public-address.ts';
import { sniffImage } from './sniff-image.ts';
import { contentHashOf, UploadFolder } from './upload-folder.ts';

export interface ImageSourceOptions {
  /** Host names that `http(s):` addresses may have, `*.example.com` for those below; default: every public host. */
  readonly allowedHosts?: readonly string[];
  /** True lets `http(s):` addresses lead into the own network; for development only. Default false. */
  readonly allowPrivateAddresses?: boolean;
  /** Folders that `file:` addresses may lie below; default none. */
  readonly fileRoots?: readonly string[];
  /** Where uploads are kept; made if it is not there. */
  readonly uploadDir: string;
  /** Largest photo; default 25 MB. */
  readonly maxBytes?: number;
  /** Longest time for one load, redirects included; default 15,000. */
  readonly timeoutMs?: number;
  /** Replaces the test for public addresses, and the system's name resolution; for tests. */
  readonly isAllowedAddress?: (address: string) => boolean;
  readonly resolveHost?: ResolveHost;
}

export interface LoadedImage {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, 64 hex digits. */
  readonly contentHash: string;
}

/** Loads photos by address: `data:`, `file:`, `upload:<sha256>`, `http:` and `https:`. */
export class ImageSource {
  readonly #uploads: UploadFolder;
  readonly #http: HttpImageLoader;
  readonly #fileRoots: readonly string[];
  readonly #maxBytes: number;
  readonly #timeoutMs: number;

  private constructor(options: ImageSourceOptions) {
    const { allowedHosts, resolveHost, maxBytes = 25_000_000, timeoutMs = 15_000 } = options;
    const isAllowedAddress =
      options.isAllowedAddress ?? (options.allowPrivateAddresses === true ? () => true : isPublicAddress);
    this.#uploads = new UploadFolder(resolve(options.uploadDir));
    this.#http = new HttpImageLoader({ allowedHosts, isAllowedAddress, resolveHost, maxBytes });
    this.#fileRoots = (options.fileRoots ?? []).map((root) => resolve(root));
    this.#maxBytes = maxBytes;
    this.#timeoutMs = timeoutMs;
  }

  static async open(options: ImageSourceOptions): Promise<ImageSource> {
    await mkdir(options.uploadDir, { recursive: true });
    return new ImageSource(options);
  }

  /**
   * The bytes of a photo, told by its first bytes to be one that can be read; it is not decoded yet.
   *
   * @throws ImageUrlRefusedError, ImageUnavailableError, ImageTooLargeError, ImageTimeoutError, ImageLoadAbortedError,
   * NotAnImageError, UnsupportedImageFormatError
   */
  async load(url: string, options: { readonly signal?: AbortSignal } = {}): Promise<LoadedImage> {
    throwIfAborted(options.signal);
    const deadline = AbortSignal.timeout(this.#timeoutMs);
    const signal = options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]);
    try {
      const bytes = await this.#read(url, signal);
      sniffImage(bytes);
      return { bytes, contentHash: contentHashOf(bytes) };
    } catch (error) {
      throwIfAborted(options.signal);
      if (deadline.aborted) throw new ImageTimeoutError('Loading the photo', this.#timeoutMs, error);
      throw error;
    }
  }

  /** Keeps the photo; the same bytes give the same address. @throws ImageTooLargeError, NotAnImageError, UnsupportedImageFormatError */
  async saveUpload(bytes: Uint8Array): Promise<string> {
    if (bytes.length > this.#maxBytes) {
      throw new ImageTooLargeError(`${String(bytes.length)} bytes`, `${String(this.#maxBytes)} bytes`);
    }
    sniffImage(bytes);
    return this.#uploads.save(bytes);
  }

  async close(): Promise<void> {
    await this.#http.close();
  }

  async #read(url: string, signal: AbortSignal): Promise<Uint8Array> {
    const scheme = /^[a-z][a-z0-9+.-]*(?=:)/iu.exec(url)?.[0].toLowerCase();
    if (scheme === 'data') return readDataUrl(url, this.#maxBytes);
    if (scheme === 'upload') return this.#uploads.load(url, this.#maxBytes);
    if (!URL.canParse(url))
      throw new ImageUrlRefusedError(url, 'it is not a complete address, such as https://shop.example/photo.jpg');
    if (scheme === 'file') return loadFileImage(url, this.#fileRoots, this.#maxBytes);
    return this.#http.load(url, signal);
  }
}

/** @throws ImageLoadAbortedError */
function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new ImageLoadAbortedError(signal.reason);
}
