import { availableParallelism } from 'node:os';
import type { DeviceChoice, Device } from './session/devices.ts';
import type { TextTowerChoice } from './text-tower-choice.ts';

/** A device was asked for that could not be used, and the CPU does the work. */
export interface DeviceFallback {
  readonly modelId: string;
  readonly asked: DeviceChoice;
  readonly device: Device;
  readonly reason: string;
}

/** How models are run; everything has a default. */
export interface EncoderSettings {
  /** Default `cpu`. */
  readonly device?: DeviceChoice;
  /** What happens when the device can't be used: an error (default), or the CPU, which `onFallback` is told of. */
  readonly onMissingDevice?: 'fail' | 'cpu';
  readonly onFallback?: (fallback: DeviceFallback) => void;
  /** When the text tower of a pair of one space is loaded: with the photos' (default), by the first text, or never. */
  readonly textTower?: TextTowerChoice;
  /** Worker threads, each with a session of its own, 1 to 64; default 1. Each holds the model in memory once more. */
  readonly sessions?: number;
  /** Threads that one operator of one session may use on the CPU, 1 to 64; default: the cores, at most 4, over the sessions. */
  readonly threads?: number;
  /** Longest time a call may go without progress, waiting for its turn included; default 120,000. */
  readonly timeoutMs?: number;
  /** Inputs that may wait or be computed at a time; default 10,000. Beyond it calls are refused, except one alone. */
  readonly maxWaiting?: number;
}

export type CompleteSettings = Required<EncoderSettings>;

/** @throws RangeError for numbers outside of their range */
export function completeSettings(settings: EncoderSettings): CompleteSettings {
  const sessions = settings.sessions ?? 1;
  const complete = {
    device: settings.device ?? 'cpu',
    onMissingDevice: settings.onMissingDevice ?? 'fail',
    onFallback: settings.onFallback ?? (() => undefined),
    textTower: settings.textTower ?? 'at-start',
    sessions,
    threads: settings.threads ?? Math.max(1, Math.floor(Math.min(4, availableParallelism()) / sessions)),
    timeoutMs: settings.timeoutMs ?? 120_000,
    maxWaiting: settings.maxWaiting ?? 10_000,
  } satisfies CompleteSettings;
  for (const [key, most] of Object.entries({
    sessions: 64,
    threads: 64,
    timeoutMs: 2 ** 31 - 1,
    maxWaiting: 2 ** 31,
  })) {
    const value = complete[key as 'sessions' | 'threads' | 'timeoutMs' | 'maxWaiting'];
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new RangeError(`${key} must be a whole number from 1 to ${String(most)}, not ${String(value)}.`);
  }
  return complete;
}
