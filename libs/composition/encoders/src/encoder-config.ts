import type { DeviceFallback, EncoderSettings } from '@kindred/embedding-model-onnx';
import { runSettings, type ConfiguredEncoders } from '@kindred/embedding-model-onnx/settings';

/** What opening an encoder needs of a program's settings. */
export interface EncoderConfig {
  readonly encoders: ConfiguredEncoders;
  /** Absolute folder of the bundled encoders. */
  readonly modelsDir: string;
}

/** How this process's models run, where it differs from the settings. */
export type RunOptions = Pick<EncoderSettings, 'threads' | 'sessions'> & {
  /** Sessions of models for which neither settings nor `sessions` say a number; default: one per core. */
  readonly defaultSessions?: number;
  /** Told of an encoder that computes elsewhere than asked. */
  readonly onFallback: (fallback: DeviceFallback) => void;
};

/** What goes before what: this process's own wishes, settings and saved tunings, its defaults. */
export function runOf(config: EncoderConfig, { defaultSessions, ...run }: RunOptions, ...urls: string[]) {
  const defaults = defaultSessions === undefined ? {} : { sessions: defaultSessions };
  return { ...defaults, ...runSettings(config.encoders, ...urls), ...run };
}
