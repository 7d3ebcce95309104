import type { HttpEncoderApi } from '@kindred/embedding-model';
import type { RemoteEncoderSettings } from './encoder-settings.ts';
import type { EncoderServer } from './encoder-server.ts';
import { infinityApi } from './infinity-api.ts';
import { openaiApi } from './openai-api.ts';
import { teiApi } from './tei-api.ts';

/** What a server takes in at one request: texts, or photos as `data:` addresses. */
export type RemoteModality = 'text' | 'image';

/** What a server says of its model. */
export interface LearnedModel {
  readonly model: string;
  readonly revision?: string;
  readonly dtype?: 'fp32' | 'fp16' | 'q8';
  readonly pooling?: 'mean' | 'cls';
  readonly maxTokens?: number;
  /** Of one request. */
  readonly maxInputs?: number;
  /** Whether the server says that the model gives texts and photos vectors of one space (CLIP and its kind). */
  readonly comparesBoth?: boolean;
}

export interface EmbedRequest {
  readonly model: string;
  readonly inputs: readonly string[];
  readonly encodingFormat: 'base64' | 'float';
}

/** One interface of servers. */
export interface EmbeddingsApi {
  readonly modalities: readonly RemoteModality[];
  /** Asks the server for what it tells. @throws RemoteEncoderMismatchError if it has another model, and what a request throws */
  learn(
    server: EncoderServer,
    settings: RemoteEncoderSettings,
    purpose: { readonly modality: RemoteModality; readonly signal: AbortSignal },
  ): Promise<LearnedModel>;
  /** @param basePath of the settings' base URL, to know what is missing */
  request(
    embed: EmbedRequest,
    modality: RemoteModality,
    basePath: string,
  ): { readonly path: string; readonly body: object };
  /** A vector per input, in their order, not yet checked. @throws AnswerProblem */
  rows(json: unknown): readonly unknown[];
}

export const EMBEDDINGS_APIS: Readonly<Record<HttpEncoderApi, EmbeddingsApi>> = {
  openai: openaiApi,
  tei: teiApi,
  infinity: infinityApi,
};
