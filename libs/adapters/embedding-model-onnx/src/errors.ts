import { EmbeddingModelError } from '@kindred/embedding-model';

/** A bundled model's file is missing, is a Git-LFS pointer, or is not the file that was shipped. */
export class ModelFileError extends EmbeddingModelError {
  readonly code = 'MODEL_FILE';
  readonly file: string;
  constructor(file: string, problem: string, cause?: unknown) {
    super(`Model file '${file}' ${problem}`, { cause });
    this.name = 'ModelFileError';
    this.file = file;
  }
}

/** The thread that runs the models ended. The call may be repeated: the next call starts a new thread. */
export class EncoderCrashedError extends EmbeddingModelError {
  readonly code = 'ENCODER_CRASHED';
  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`The encoder thread ended before it answered (${why}). The next call starts it again.`, { cause });
    this.name = 'EncoderCrashedError';
  }
}

/** The thread runs on, but could not compute this call. */
export class EncodingFailedError extends EmbeddingModelError {
  readonly code = 'ENCODING_FAILED';
  constructor(message: string) {
    super(`The encoder could not compute the embeddings: ${message}`);
    this.name = 'EncodingFailedError';
  }
}

export class EncoderTimeoutError extends EmbeddingModelError {
  readonly code = 'ENCODER_TIMEOUT';
  constructor(timeoutMs: number, done: number, total: number) {
    super(
      `The encoder made no progress with this call for ${String(timeoutMs)} ms (${String(done)} of ${String(total)} inputs done). ` +
        'The machine is overloaded or many calls are waiting; send fewer at a time or raise timeoutMs.',
    );
    this.name = 'EncoderTimeoutError';
  }
}
