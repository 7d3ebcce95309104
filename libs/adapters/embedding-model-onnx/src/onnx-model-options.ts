import type { Device } from './session/devices.ts';
import type { EncoderPool } from './thread/encoder-pool.ts';

/** A model that a pool has loaded, and how to use and to leave it. */
export interface OnnxModelOptions<Spec> {
  readonly spec: Spec;
  readonly device: Device;
  /** As its manifest says. */
  readonly licence: string | undefined;
  readonly pool: EncoderPool;
  /** Number of the model in the pool. */
  readonly model: number;
  /** Longest time a call may go without progress, waiting for its turn included. */
  readonly timeoutMs: number;
  /** Called once, when this model is closed. */
  readonly onClose: () => Promise<void>;
}
