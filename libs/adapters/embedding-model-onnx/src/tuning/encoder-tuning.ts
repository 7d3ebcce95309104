import { cpus } from 'node:os';
import type { ConfiguredEncoders } from '../settings.ts';

export type TunedModality = 'text' | 'image' | 'audio';

/** Where something was measured; elsewhere other numbers are the best. */
export interface TuningKey {
  /** The encoder's URL. */
  readonly url: string;
  readonly modality: TunedModality;
  /** As the settings name it. */
  readonly device: string;
  /** See {@link thisMachine}. */
  readonly machine: string;
}

/** The fastest of what was tried. */
export interface EncoderTuning extends TuningKey {
  /** Inputs per call, 1 to 1024. */
  readonly batchSize: number;
  /** Of one operator; absent where that is not this machine's affair. */
  readonly threads?: number;
  readonly sessions?: number;
  readonly itemsPerS: number;
  /** ISO 8601. */
  readonly measuredAt: string;
}

export type ValueSource = 'setting' | 'bench' | 'default';

export interface SourcedValue {
  /** Undefined: whoever runs the encoder decides. */
  readonly value: number | undefined;
  readonly source: ValueSource;
  /** When it was measured; only of `bench`. */
  readonly measuredAt?: string;
}

export interface SourcedTuning {
  readonly batchSize: SourcedValue;
  readonly threads: SourcedValue;
  readonly sessions: SourcedValue;
}

/** Processors and platform: "2 × AMD EPYC, linux x64". */
export function thisMachine(): string {
  const processors = cpus();
  return `${String(processors.length)} × ${processors[0]?.model.trim() ?? 'unknown'}, ${process.platform} ${process.arch}`;
}

type TunedSettings = Pick<ConfiguredEncoders, 'device' | 'threads' | 'sessions' | 'batchSize' | 'tunings'>;

/** How an encoder is to be run here, and who says so: a setting, else what `bench --save` kept, else nobody. */
export function sourcedTuning(
  { device, threads, sessions, batchSize, tunings }: TunedSettings,
  { url, modality }: Pick<TuningKey, 'url' | 'modality'>,
  machine = thisMachine(),
): SourcedTuning {
  const saved = tunings.find((tuning) => isSameKey(tuning, { url, modality, device, machine }));
  const choose = (setting: number | undefined, measured: number | undefined): SourcedValue => {
    if (setting !== undefined) return { value: setting, source: 'setting' };
    if (saved === undefined || measured === undefined) return { value: undefined, source: 'default' };
    return { value: measured, source: 'bench', measuredAt: saved.measuredAt };
  };
  return {
    batchSize: choose(batchSize, saved?.batchSize),
    threads: choose(threads, saved?.threads),
    sessions: choose(sessions, saved?.sessions),
  };
}

/**
 * Threads and sessions for opening the encoders of these URLs together; what nobody says is left out. Where several say something
 * different, photos decide: they are by far the more work.
 */
export function runSettings(
  settings: TunedSettings,
  ...urls: readonly string[]
): { threads?: number; sessions?: number } {
  const tunings = (['image', 'text', 'audio'] as const).flatMap((modality) =>
    urls.map((url) => sourcedTuning(settings, { url, modality })),
  );
  const first = (name: 'threads' | 'sessions') =>
    tunings.find((tuning) => tuning[name].value !== undefined)?.[name].value;
  const [threads, sessions] = [first('threads'), first('sessions')];
  return { ...(threads === undefined ? {} : { threads }), ...(sessions === undefined ? {} : { sessions }) };
}

/** Inputs per call for the configured encoders; what nobody says is left out. */
export function batchSettings(settings: TunedSettings & Pick<ConfiguredEncoders, 'text' | 'image'>): {
  textBatchSize?: number;
  imageBatchSize?: number;
} {
  const { value: text } = sourcedTuning(settings, { url: settings.text, modality: 'text' }).batchSize;
  const { value: image } = sourcedTuning(settings, { url: settings.image, modality: 'image' }).batchSize;
  return {
    ...(text === undefined ? {} : { textBatchSize: text }),
    ...(image === undefined ? {} : { imageBatchSize: image }),
  };
}

export function isSameKey(left: TuningKey, right: TuningKey): boolean {
  return (
    left.url === right.url &&
    left.modality === right.modality &&
    left.device === right.device &&
    left.machine === right.machine
  );
}
