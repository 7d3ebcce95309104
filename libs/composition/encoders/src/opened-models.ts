import type { AudioEmbeddingModel, ImageEmbeddingModel, TextEmbeddingModel } from '@kindred/embedding-model';
import type { Device } from '@kindred/embedding-model-onnx';

export type Modality = 'text' | 'image';

/** What a model of this machine says of itself besides its spec. */
export interface LocalFacts {
  readonly device?: Device;
  readonly licence?: string | undefined;
}

/** What one URL gives: one of the models, or several. Models of this machine say on which device they compute. */
export interface OpenedModels {
  readonly text?: TextEmbeddingModel & LocalFacts;
  readonly image?: ImageEmbeddingModel & LocalFacts;
  readonly audio?: AudioEmbeddingModel & LocalFacts;
  close(): Promise<void>;
}
