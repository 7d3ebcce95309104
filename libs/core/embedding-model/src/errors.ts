import type { ClipInputSpec, EmbeddingModelSpec, ImageInputSpec, PcmClip, PixelImage } from './embedding-model.ts';

/** Something about an embedding model went wrong; `code` says what a caller can act upon. */
export abstract class EmbeddingModelError extends Error {
  abstract readonly code: string;
}

export class EmptyInputError extends EmbeddingModelError {
  readonly code = 'EMPTY_INPUT';
  /** Position of the blank text in the batch, from 0. */
  readonly index: number;
  constructor(index: number) {
    super(`Text ${String(index)} of the batch is blank. Leave items without text out; they have no text block.`);
    this.name = 'EmptyInputError';
    this.index = index;
  }
}

/** The setting that chooses an encoder is not one. */
export class EncoderUrlError extends EmbeddingModelError {
  readonly code = 'ENCODER_URL';
  /** Ends of a sentence that begins with the setting's name. */
  readonly problems: readonly string[];
  constructor(text: string, problems: readonly string[]) {
    // The query and a password could hold a key.
    const shown = text.replace(/\?.*$/s, '').replace(/\/\/[^/]*@/, '//…@');
    super(`Encoder '${shown}' ${problems.join('; it ')}.`);
    this.name = 'EncoderUrlError';
    this.problems = problems;
  }
}

/** This process has no encoder of that URL. */
export class EncoderUnknownError extends EmbeddingModelError {
  readonly code = 'ENCODER_UNKNOWN';
  constructor(url: string, known: readonly string[]) {
    super(`This process has no encoder '${url}'. It has ${known.map((name) => `'${name}'`).join(' and ')}.`);
    this.name = 'EncoderUnknownError';
  }
}

export class InputAbortedError extends EmbeddingModelError {
  readonly code = 'INPUT_ABORTED';
  constructor(cause?: unknown) {
    super('The embedding was aborted by its caller; no vector was returned.', { cause });
    this.name = 'InputAbortedError';
  }
}

export class ImageSizeMismatchError extends EmbeddingModelError {
  readonly code = 'IMAGE_SIZE_MISMATCH';
  /** Position of the photo in the batch, from 0. */
  readonly index: number;
  constructor(index: number, image: PixelImage, input: ImageInputSpec) {
    const expected = `${String(input.width)}x${String(input.height)}`;
    const actual = `${String(image.width)}x${String(image.height)}`;
    super(
      `Photo ${String(index)} of the batch is ${actual} with ${String(image.data.length)} bytes, the model takes ${expected} RGB ` +
        `(${String(input.width * input.height * 3)} bytes). Decode it with the model's spec.input.`,
    );
    this.name = 'ImageSizeMismatchError';
    this.index = index;
  }
}

export class ClipMismatchError extends EmbeddingModelError {
  readonly code = 'CLIP_MISMATCH';
  /** Position of the clip in the batch, from 0. */
  readonly index: number;
  constructor(index: number, { sampleRate, samples }: PcmClip, input: ClipInputSpec) {
    super(
      `Clip ${String(index)} of the batch has ${String(samples.length)} samples at ${String(sampleRate)} Hz, the model takes at least one, ` +
        `all finite, at ${String(input.sampleRate)} Hz. Decode it with the model's spec.clip.`,
    );
    this.name = 'ClipMismatchError';
    this.index = index;
  }
}

export class ModelClosedError extends EmbeddingModelError {
  readonly code = 'MODEL_CLOSED';
  constructor(modelId: string) {
    super(`Embedding model '${modelId}' has been closed. Open it again before embedding.`);
    this.name = 'ModelClosedError';
  }
}

/** Two models are said to be towers of one space, and can't be. */
export class TowersMismatchError extends EmbeddingModelError {
  readonly code = 'TOWERS_MISMATCH';
  constructor(text: EmbeddingModelSpec, image: EmbeddingModelSpec) {
    super(
      `The text model '${text.modelId}' gives ${String(text.dimension)} dimensions, the photo model '${image.modelId}' ` +
        `${String(image.dimension)}: they are no towers of one space, although both name '${String(image.space)}'. ` +
        'Pair the towers that were trained together, or leave the space out.',
    );
    this.name = 'TowersMismatchError';
  }
}

/** The photo model is not of CLIP's kind, or was opened without its text tower. */
export class TextTowerMissingError extends EmbeddingModelError {
  readonly code = 'TEXT_TOWER_MISSING';
  constructor(modelId: string) {
    super(`The photo model '${modelId}' has no text tower: words can't be compared with its vectors.`);
    this.name = 'TextTowerMissingError';
  }
}
