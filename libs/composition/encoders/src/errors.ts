import { EmbeddingModelError } from '@kindred/embedding-model';
import type { Modality } from './opened-models.ts';

const INPUTS: Readonly<Record<Modality, string>> = { text: 'texts', image: 'photos' };

/** An encoder was named for a modality that it doesn't embed. */
export class WrongModalityError extends EmbeddingModelError {
  readonly code = 'ENCODER_MODALITY';
  constructor(url: string, modality: Modality) {
    super(`Encoder '${url}' embeds no ${INPUTS[modality]}; name one that does for ${modality}.`);
    this.name = 'WrongModalityError';
  }
}

/** A server has another model than when it was first asked. */
export class EncoderChangedError extends EmbeddingModelError {
  readonly code = 'ENCODER_CHANGED';
  constructor(url: string) {
    super(`Encoder '${url}' no longer gives the vectors that it gave when this process first opened it. Start anew.`);
    this.name = 'EncoderChangedError';
  }
}
