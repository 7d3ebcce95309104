/** A clip of sound could not be had or read. `message` is a sentence that may be shown to the person who gave the clip. */
export abstract class AudioSourceError extends Error {
  abstract readonly code: string;
}

export class NotAudioError extends AudioSourceError {
  readonly code = 'NOT_AUDIO';
  /** Such as `a picture`, `nothing (0 bytes)`. */
  readonly looksLike: string;
  constructor(looksLike: string) {
    super(`This is not a clip of sound: it looks like ${looksLike}. Give a WAV or MP3 file.`);
    this.name = 'NotAudioError';
    this.looksLike = looksLike;
  }
}

export class UnsupportedAudioFormatError extends AudioSourceError {
  readonly code = 'UNSUPPORTED_AUDIO_FORMAT';
  constructor(format: string) {
    super(`Sound in ${format} format cannot be read. Convert it to MP3, or to WAV with plain (PCM) samples.`);
    this.name = 'UnsupportedAudioFormatError';
  }
}

export class TruncatedAudioError extends AudioSourceError {
  readonly code = 'TRUNCATED_AUDIO';
  constructor(format: string, promised: string, found: string) {
    super(`The ${format} file is cut off: it says that it has ${promised}, and there are ${found}. Export it again.`);
    this.name = 'TruncatedAudioError';
  }
}

export class DamagedAudioError extends AudioSourceError {
  readonly code = 'DAMAGED_AUDIO';
  constructor(format: string, why: string) {
    super(`The ${format} file is damaged and cannot be decoded (${why}). Export it again.`);
    this.name = 'DamagedAudioError';
  }
}

export class AudioTooLongError extends AudioSourceError {
  readonly code = 'AUDIO_TOO_LONG';
  constructor(maxSeconds: number) {
    super(
      `The clip lasts longer than ${String(maxSeconds)} s, which is the most allowed. Cut out the part that matters.`,
    );
    this.name = 'AudioTooLongError';
  }
}

export class AudioTimeoutError extends AudioSourceError {
  readonly code = 'AUDIO_TIMEOUT';
  constructor(timeoutMs: number) {
    super(
      `Decoding the clip took longer than ${String(timeoutMs)} ms and was given up. Try again, or use a shorter clip.`,
    );
    this.name = 'AudioTimeoutError';
  }
}

/** The thread that decodes ended. The clip may be tried again: the next one starts a new thread. */
export class AudioDecoderCrashedError extends AudioSourceError {
  readonly code = 'AUDIO_DECODER_CRASHED';
  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`Decoding the clip ended unexpectedly (${why}). Try again, or export the clip anew.`, { cause });
    this.name = 'AudioDecoderCrashedError';
  }
}

/** The bytes could not be had; the message is the loader's own. */
export class ClipUnavailableError extends AudioSourceError {
  readonly code: string;
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'ClipUnavailableError';
    this.code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'CLIP_UNAVAILABLE';
  }
}

export class ClipLoadAbortedError extends AudioSourceError {
  readonly code = 'CLIP_LOAD_ABORTED';
  constructor(cause?: unknown) {
    super('Reading the clip was aborted by its caller.', { cause });
    this.name = 'ClipLoadAbortedError';
  }
}
