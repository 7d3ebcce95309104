/** A photo, or another file, could not be had or read. `message` is a sentence that may be shown to the person who gave it. */
export abstract class ImageSourceError extends Error {
  abstract readonly code: string;
}

export class NotAnImageError extends ImageSourceError {
  readonly code = 'NOT_AN_IMAGE';
  /** Such as `a PDF document`, `an HTML page`, `nothing (0 bytes)`. */
  readonly looksLike: string;
  constructor(looksLike: string) {
    super(`This is not a photo: it looks like ${looksLike}. Give a JPEG, PNG, WebP, GIF, TIFF or AVIF file.`);
    this.name = 'NotAnImageError';
    this.looksLike = looksLike;
  }
}

export class UnsupportedImageFormatError extends ImageSourceError {
  readonly code = 'UNSUPPORTED_IMAGE_FORMAT';
  readonly format: string;
  constructor(format: string) {
    super(`Pictures in ${format} format cannot be read. Convert it to JPEG, PNG, WebP, GIF, TIFF or AVIF.`);
    this.name = 'UnsupportedImageFormatError';
    this.format = format;
  }
}

export class TruncatedImageError extends ImageSourceError {
  readonly code = 'TRUNCATED_IMAGE';
  constructor(format: string, bytes: number, cause?: unknown) {
    super(`The ${format} file is cut off after ${String(bytes)} bytes. Upload or export it again.`, { cause });
    this.name = 'TruncatedImageError';
  }
}

export class DamagedImageError extends ImageSourceError {
  readonly code = 'DAMAGED_IMAGE';
  constructor(format: string, cause: unknown) {
    const why =
      (cause instanceof Error ? cause.message : String(cause))
        .split('\n')[0]
        ?.slice(0, 200)
        .replace(/[\s:]+$/u, '') ?? '';
    super(`The ${format} file is damaged and cannot be decoded (${why}). Export it again.`, { cause });
    this.name = 'DamagedImageError';
  }
}

export class ImageTooLargeError extends ImageSourceError {
  readonly code = 'IMAGE_TOO_LARGE';
  constructor(actual: string, limit: string) {
    super(`The file has ${actual}; at most ${limit} are allowed. Use a smaller version.`);
    this.name = 'ImageTooLargeError';
  }
}

export class ImageTimeoutError extends ImageSourceError {
  readonly code = 'IMAGE_TIMEOUT';
  constructor(what: string, timeoutMs: number, cause?: unknown) {
    super(`${what} took longer than ${String(timeoutMs)} ms and was given up. Try again, or use a smaller file.`, {
      cause,
    });
    this.name = 'ImageTimeoutError';
  }
}

/** The server sends so slowly that a photo would hold its place for ever. */
export class ImageTooSlowError extends ImageSourceError {
  readonly code = 'IMAGE_TOO_SLOW';
  constructor(bytes: number, expectedBytes: number, everyMs: number) {
    super(
      `The server sent only ${String(bytes)} bytes of the file within ${String(everyMs)} ms; at least ${String(expectedBytes)} are ` +
        'expected. Try again when it is faster.',
    );
    this.name = 'ImageTooSlowError';
  }
}

/** The address is one that is never read: the scheme, the host or the folder is not allowed. */
export class ImageUrlRefusedError extends ImageSourceError {
  readonly code = 'IMAGE_URL_REFUSED';
  constructor(url: string, reason: string) {
    super(`The address ${shownUrl(url)} is refused: ${reason}.`);
    this.name = 'ImageUrlRefusedError';
  }
}

/** The address is fine, but there was no photo to be had; trying later may help. */
export class ImageUnavailableError extends ImageSourceError {
  readonly code = 'IMAGE_UNAVAILABLE';
  constructor(url: string, reason: string, cause?: unknown) {
    super(`Nothing could be loaded from ${shownUrl(url)}: ${reason}.`, { cause });
    this.name = 'ImageUnavailableError';
  }
}

export class ImageLoadAbortedError extends ImageSourceError {
  readonly code = 'IMAGE_LOAD_ABORTED';
  constructor(cause?: unknown) {
    super('Loading the file was aborted by its caller.', { cause });
    this.name = 'ImageLoadAbortedError';
  }
}

/** At most 200 characters, without credentials, query or the contents of a data URL. */
function shownUrl(url: string): string {
  if (/^data:/i.test(url)) return `'${url.slice(0, 30)}…'`;
  const plain = url.replace(/\/\/[^/@]*@/u, '//').replace(/[?#].*$/su, '');
  return `'${plain.length > 200 ? `${plain.slice(0, 199)}…` : plain}'`;
}
