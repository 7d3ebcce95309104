import type { DeviceFallback } from '@kindred/embedding-model-onnx';
import { note, type CommandContext } from '../cli-command.ts';
import { OpenParts } from './open-parts.ts';

/** Tells in one line that an encoder computes elsewhere than asked. */
export function noteFallback(context: Pick<CommandContext, 'stderr'>): (fallback: DeviceFallback) => void {
  return ({ modelId, asked, device, reason }) => {
    note(context, `Encoder '${modelId}' runs on ${device} instead of ${asked}: ${reason}`);
  };
}

/** Runs `work` with the adapters of the settings and closes them, however it ends. */
export async function withParts<Result>(
  context: Pick<CommandContext, 'config' | 'stderr'>,
  work: (parts: OpenParts) => Promise<Result>,
): Promise<Result> {
  const parts = new OpenParts(context.config, noteFallback(context));
  let result: Result;
  try {
    result = await work(parts);
  } catch (error) {
    // The first error is the one to tell.
    await parts.close().catch(() => undefined);
    throw error;
  }
  await parts.close();
  return result;
}
