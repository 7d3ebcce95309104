import { thisMachine, type EncoderTuning } from '@kindred/embedding-model-onnx/settings';
import type { SpeedRun } from './measure-speed.ts';

/** The best run of each modality as it is kept for this machine. */
export function tuningsToSave(
  best: readonly SpeedRun[],
  { url, device, now }: { readonly url: string; readonly device: string; readonly now: Date },
): EncoderTuning[] {
  const machine = thisMachine();
  return best.map((run) => ({ url, device, machine, ...run, measuredAt: now.toISOString() }));
}
