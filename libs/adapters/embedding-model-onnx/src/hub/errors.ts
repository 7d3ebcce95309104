import { EmbeddingModelError } from '@kindred/embedding-model';

/** The hub did not answer, or the transfer kept breaking. */
export class HubUnreachableError extends EmbeddingModelError {
  readonly code = 'HUB_UNREACHABLE';
  readonly url: string;
  constructor(url: string, why: string, cause?: unknown) {
    super(
      `The model hub can't be reached: ${url} (${why}). Set the endpoint to a mirror that this machine reaches; or fill the ` +
        'cache folder on another machine, copy it here and set offline; or use a bundled: encoder, which needs no network.',
      { cause },
    );
    this.name = 'HubUnreachableError';
    this.url = url;
  }
}

/** The hub answered, but not with the file. */
export class HubRefusedError extends EmbeddingModelError {
  readonly code = 'HUB_REFUSED';
  readonly url: string;
  readonly status: number;
  constructor(url: string, status: number) {
    super(`The model hub refused ${url} with status ${String(status)}. ${adviceFor(status)}`);
    this.name = 'HubRefusedError';
    this.url = url;
    this.status = status;
  }
}

/** Offline, and the cache lacks a file. */
export class ModelNotCachedError extends EmbeddingModelError {
  readonly code = 'MODEL_NOT_CACHED';
  readonly file: string;
  constructor(model: string, file: string) {
    super(
      `Encoder 'hf:${model}' needs '${file}', which is not in the cache, and offline is set. ` +
        'Open it once with network and the same cache folder, or copy a filled cache folder here.',
    );
    this.name = 'ModelNotCachedError';
    this.file = file;
  }
}

/** The model is on the hub, but nothing tested says how to use it. */
export class UnknownHubModelError extends EmbeddingModelError {
  readonly code = 'UNKNOWN_HUB_MODEL';
  constructor(model: string, problem: string, known: readonly string[]) {
    super(
      `Encoder 'hf:${model}' ${problem}. Tested are ${known.join(', ')}. ` +
        'For another model state ?pooling=mean or cls as its card says, or write a manifest beside its ONNX file and use onnx:<path of the manifest>.',
    );
    this.name = 'UnknownHubModelError';
  }
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403)
    return 'The model is gated, private or misspelt: accept its terms on the hub and set a token that may read it (KINDRED_HUB_TOKEN).';
  if (status === 404) return 'Check the owner, the name and the revision.';
  if (status === 429) return 'It allows no more requests now: wait, set a token (KINDRED_HUB_TOKEN), or use a mirror.';
  return 'Try later, or use a mirror.';
}
