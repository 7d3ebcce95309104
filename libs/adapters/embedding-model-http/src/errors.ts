import { EmbeddingModelError } from '@kindred/embedding-model';

/** The settings of a remote encoder can't be used; nothing was sent. */
export class RemoteEncoderSettingsError extends EmbeddingModelError {
  readonly code = 'REMOTE_ENCODER_SETTINGS';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The remote encoder can't be opened: ${problems.join('; ')}.`);
    this.name = 'RemoteEncoderSettingsError';
    this.problems = problems;
  }
}

/** The server can't be reached, is overloaded, or fails. The call may be repeated. */
export class RemoteEncoderUnavailableError extends EmbeddingModelError {
  readonly code = 'REMOTE_ENCODER_UNAVAILABLE';
  constructor(operation: string, location: string, options: { readonly why: string; readonly cause?: unknown }) {
    super(
      `Encoder server '${location}' did not ${operation}: ${options.why}. Check that it runs and can be reached from here, then repeat the call.`,
      options.cause === undefined ? {} : { cause: options.cause },
    );
    this.name = 'RemoteEncoderUnavailableError';
  }
}

export class RemoteEncoderTimeoutError extends EmbeddingModelError {
  readonly code = 'REMOTE_ENCODER_TIMEOUT';
  /** @param setting the limit that was reached */
  constructor(operation: string, location: string, limit: { readonly setting: string; readonly ms: number }) {
    super(
      `Encoder server '${location}' did not ${operation} within ${String(limit.ms)} ms. ` +
        `It is overloaded or the batches are too large for it: lower maxInputs or maxConcurrent, or raise ${limit.setting}.`,
    );
    this.name = 'RemoteEncoderTimeoutError';
  }
}

export class RemoteEncoderAccessError extends EmbeddingModelError {
  readonly code = 'REMOTE_ENCODER_ACCESS';
  constructor(operation: string, location: string, options: { readonly status: number; readonly keySent: boolean }) {
    const { status, keySent } = options;
    super(
      `Encoder server '${location}' refused to ${operation} with status ${String(status)}, ${keySent ? 'with' : 'without'} an API key. ` +
        `${keySent ? 'Check' : 'Set'} this encoder's apiKey, and whether it may use the model.`,
    );
    this.name = 'RemoteEncoderAccessError';
  }
}

/** The server understood nothing of the request, whatever the inputs: a wrong address, interface or model. */
export class RemoteEncoderRefusedError extends EmbeddingModelError {
  readonly code = 'REMOTE_ENCODER_REFUSED';
  readonly status: number;
  constructor(operation: string, location: string, reply: { readonly status: number; readonly words: string }) {
    super(
      `Encoder server '${location}' refused to ${operation} with status ${String(reply.status)}: ${reply.words}. ` +
        'Check the baseUrl, api and model of this encoder.',
    );
    this.name = 'RemoteEncoderRefusedError';
    this.status = reply.status;
  }
}

/** What the server answered is no embeddings of the inputs. Nothing of it was used. */
export class RemoteEncoderAnswerError extends EmbeddingModelError {
  readonly code = 'REMOTE_ENCODER_ANSWER';
  constructor(operation: string, location: string, options: { readonly problem: string; readonly cause?: unknown }) {
    super(
      `Encoder server '${location}' was asked to ${operation}, but ${options.problem}. Check that the api of this encoder is the server's, and the server.`,
      options.cause === undefined ? {} : { cause: options.cause },
    );
    this.name = 'RemoteEncoderAnswerError';
  }
}

/** The server has another model, or vectors of another dimension, than is configured. */
export class RemoteEncoderMismatchError extends EmbeddingModelError {
  readonly code = 'REMOTE_ENCODER_MISMATCH';
  constructor(location: string, what: string, values: { readonly expected: string; readonly actual: string }) {
    super(
      `Encoder server '${location}' has ${what} ${values.actual}, but ${values.expected} is configured. ` +
        'Change the setting, or start the server with that model.',
    );
    this.name = 'RemoteEncoderMismatchError';
  }
}

/** Too much waits for the server already. */
export class RemoteEncoderOverloadedError extends EmbeddingModelError {
  readonly code = 'REMOTE_ENCODER_OVERLOADED';
  constructor(location: string, options: { readonly waiting: number; readonly asked: number; readonly limit: number }) {
    const { waiting, asked, limit } = options;
    super(
      `${String(waiting)} inputs wait for encoder server '${location}'; ${String(asked)} more would exceed maxWaitingInputs (${String(limit)}). ` +
        'Embed fewer at a time, and repeat this call when others have ended.',
    );
    this.name = 'RemoteEncoderOverloadedError';
  }
}

/** One input is at fault, and the others of its batch are not. */
export abstract class InputFailedError extends EmbeddingModelError {
  /** Position of the input in its call, from 0; absent while it isn't known. */
  readonly index: number | undefined;
  constructor(message: string, options: { readonly index?: number | undefined; readonly cause?: unknown }) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.index = options.index;
  }
  /** The same, of the input at that position of the call. */
  abstract atInput(index: number): InputFailedError;
}

/** The server won't embed this input. */
export class RemoteInputRefusedError extends InputFailedError {
  readonly code = 'REMOTE_INPUT_REFUSED';
  readonly #location: string;
  readonly #reply: { readonly status: number; readonly words: string };
  constructor(location: string, reply: { readonly status: number; readonly words: string }, index?: number) {
    const which = index === undefined ? 'an input' : `input ${String(index)} of the call`;
    super(
      `Encoder server '${location}' refused ${which} with status ${String(reply.status)}: ${reply.words}. ` +
        'Shorten the input (maxCharacters), or check the model of this encoder.',
      { index },
    );
    this.name = 'RemoteInputRefusedError';
    this.#location = location;
    this.#reply = reply;
  }
  atInput(index: number): RemoteInputRefusedError {
    return new RemoteInputRefusedError(this.#location, this.#reply, index);
  }
}

/** `encodePhoto` failed. */
export class PhotoEncodingError extends InputFailedError {
  readonly code = 'PHOTO_ENCODING';
  constructor(cause: unknown, index?: number) {
    const which = index === undefined ? 'A photo' : `Photo ${String(index)} of the call`;
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`${which} could not be turned into a picture file for the server: ${why}.`, { index, cause });
    this.name = 'PhotoEncodingError';
  }
  atInput(index: number): PhotoEncodingError {
    return new PhotoEncodingError(this.cause, index);
  }
}
