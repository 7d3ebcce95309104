import { EmbeddingModelError } from '@kindred/embedding-model';
import type { DeviceChoice } from './session/devices.ts';

/** A model's file is missing, may not be read, is a Git-LFS pointer, or is not the file that it should be. */
export class ModelFileError extends EmbeddingModelError {
  readonly code = 'MODEL_FILE';
  readonly file: string;
  readonly problem: string;
  constructor(file: string, problem: string, cause?: unknown) {
    super(`Model file '${file}' ${problem}`, { cause });
    this.name = 'ModelFileError';
    this.file = file;
    this.problem = problem;
  }
}

/** What CUDA needs could not be found out or installed. */
export class CudaInstallError extends EmbeddingModelError {
  readonly code = 'CUDA_INSTALL';
  constructor(problem: string, cause?: unknown) {
    super(
      `${problem}. Without network use a machine that has it and copy the folder of onnxruntime-node; behind a proxy set ` +
        'GLOBAL_AGENT_HTTPS_PROXY; after a reinstallation (npm ci) run it again.',
      { cause },
    );
    this.name = 'CudaInstallError';
  }
}

/** The file in which `kindred encoders bench --save` keeps what it found. */
export class TuningFileError extends EmbeddingModelError {
  readonly code = 'TUNING_FILE';
  constructor(file: string, problem: string, cause: unknown) {
    super(`'${file}' ${problem}. Delete it, or see to its folder, and run again: kindred encoders bench <url> --save`, {
      cause,
    });
    this.name = 'TuningFileError';
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

/** An encoder's manifest is wrong in itself, or does not describe the graph that it names. */
export class EncoderManifestError extends EmbeddingModelError {
  readonly code = 'ENCODER_MANIFEST';
  readonly file: string;
  readonly problems: readonly string[];
  constructor(file: string, problems: readonly string[]) {
    super(`Encoder manifest '${file}' can't be used:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'EncoderManifestError';
    this.file = file;
    this.problems = problems;
  }
}

export class DeviceUnavailableError extends EmbeddingModelError {
  readonly code = 'DEVICE_UNAVAILABLE';
  readonly device: DeviceChoice;
  readonly reason: string;
  constructor(device: DeviceChoice, reason: string) {
    super(`Device '${device}' can't be used: ${reason}. Choose another device, or let onMissingDevice be 'cpu'.`);
    this.name = 'DeviceUnavailableError';
    this.device = device;
    this.reason = reason;
  }
}

export class EncoderOverloadedError extends EmbeddingModelError {
  readonly code = 'ENCODER_OVERLOADED';
  constructor(waiting: number, maxWaiting: number) {
    super(
      `The encoder was given more than it may hold: ${String(waiting)} inputs are waiting, at most ${String(maxWaiting)} may. ` +
        'Wait for earlier calls to end, or raise maxWaiting.',
    );
    this.name = 'EncoderOverloadedError';
  }
}

/** An encoder's id can't be read, or names nothing that this library opens. */
export class UnknownEncoderError extends EmbeddingModelError {
  readonly code = 'UNKNOWN_ENCODER';
  constructor(encoder: string, problem: string) {
    super(
      `Encoder '${encoder}' ${problem}. Known are bundled:<name>, onnx:<path of a manifest> and ` +
        'hf:<owner>/<name>@<revision>, with ?dtype=fp32|fp16|q8 and ?pooling=mean|cls|lastToken behind it.',
    );
    this.name = 'UnknownEncoderError';
  }
}
