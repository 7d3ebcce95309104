import type { CudaDownload, CudaLibraries } from '@kindred/embedding-model-onnx';

export interface CudaOptions {
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly withoutDriver?: boolean;
}

/** What `kindred encoders install-cuda` found and did. */
export interface CudaDocument extends Pick<CudaLibraries, 'version' | 'platform' | 'kind' | 'files' | 'packageFolder'> {
  /** Version of the NVIDIA driver; absent where there is none. */
  readonly driver?: string;
  /** Absent where nothing was to be downloaded. */
  readonly download?: CudaDownload;
  /** Whether this run installed something. */
  readonly installed: boolean;
  /** Whether a model ran on CUDA afterwards; absent where it was not tried. */
  readonly works?: boolean;
  /** What is left to do. */
  readonly next: string;
}
