import type { ModelManifest } from './encoder-manifest.ts';

/** A model that is on disk and ready to be loaded. */
export interface ModelSource {
  /** For example `onnx:dino`. */
  readonly modelId: string;
  readonly revision: string;
  readonly manifest: ModelManifest;
  /** Absolute; the manifest's files are relative to it. */
  readonly folder: string;
  /** Where the manifest comes from, for messages. */
  readonly manifestFile: string;
  /** The graph scales its activations by what else is in the batch, so each input must be computed alone. */
  readonly oneByOne: boolean;
  readonly space?: string;
}
