import type { ImageEmbeddingModel, TextEmbeddingModel } from '@kindred/embedding-model';
import type { Device } from '@kindred/embedding-model-onnx';

export type Modality = 'text' | 'image';

/** What a model of this machine says of itself besides its spec. */
export interface LocalFacts {
  readonly device?: Device;
  readonly licence?: string | undefined;
}

/** What one URL gives: one of the models, or both. Models of this machine say on which device they compute. */
export interface OpenedModels {
  readonly text?: TextEmbeddingModel & LocalFacts;
  readonly image?: ImageEmbeddingModel & LocalFacts;
  close(): Promise<void>;
}
