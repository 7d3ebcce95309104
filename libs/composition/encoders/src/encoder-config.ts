import type { DeviceFallback, EncoderSettings } from '@kindred/embedding-model-onnx';
import type { ConfiguredEncoders } from '@kindred/embedding-model-onnx/settings';

/** What opening an encoder needs of a program's settings. */
export interface EncoderConfig {
  readonly encoders: ConfiguredEncoders;
  /** Absolute folder of the bundled encoders. */
  readonly modelsDir: string;
}

/** How this machine's models run, where it differs from the settings. */
export type RunOptions = Pick<EncoderSettings, 'threads' | 'sessions'> & {
  /** Told of an encoder that computes elsewhere than asked. */
  readonly onFallback: (fallback: DeviceFallback) => void;
};
