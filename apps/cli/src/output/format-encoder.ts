import {
  encoderId,
  type AudioEmbeddingModelSpec,
  type ImageEmbeddingModelSpec,
  type ModelCheck,
  type TextEmbeddingModel,
  type TextEmbeddingModelSpec,
} from '@kindred/embedding-model';
import type { SourcedTuning, SourcedValue } from '@kindred/embedding-model-onnx/settings';
import { printable } from './format-table.ts';

export interface ModelDescription {
  readonly spec: TextEmbeddingModelSpec | ImageEmbeddingModelSpec | AudioEmbeddingModelSpec;
  /** Absent where a server computes. */
  readonly device?: string;
  readonly licence?: string;
  /** Of a photo encoder: the model by which words search its photos. */
  readonly textTower?: { readonly modelId: string; readonly encoderId: string };
  /** How it is run, and who says so. */
  readonly run?: SourcedTuning;
}

export interface CheckedModel {
  readonly modality: string;
  readonly modelId: string;
  readonly checks: readonly ModelCheck[];
}

export function describeModel(model: {
  readonly spec: ModelDescription['spec'];
  readonly device?: string;
  readonly licence?: string | undefined;
  readonly textTower?: TextEmbeddingModel | undefined;
}): ModelDescription {
  const { spec, device, licence, textTower } = model;
  return {
    spec,
    ...(device === undefined ? {} : { device }),
    ...(licence === undefined ? {} : { licence }),
    ...(textTower && { textTower: { modelId: textTower.spec.modelId, encoderId: encoderId(textTower.spec) } }),
  };
}

/** A line per fact. */
export function formatDescription({
  modality,
  spec,
  device,
  licence,
  textTower,
  run,
}: ModelDescription & { modality: string }): string {
  const facts = [
    ['model', spec.modelId],
    ['modality', modality],
    ['revision', spec.revision],
    ['dtype', spec.dtype],
    ['dimension', String(spec.dimension)],
    ['pooling', spec.pooling],
    ['input', describeInput(spec)],
    ...(spec.space === undefined ? [] : [['space', `${spec.space}: texts and photos can be compared`]]),
    ...('input' in spec ? [['text tower', textTower ? `${textTower.modelId}: words search photos` : 'none']] : []),
    ['licence', licence ?? 'not stated'],
    ['device', device ?? 'a server'],
    ...(run === undefined ? [] : describeRun(run, device)),
  ];
  return facts.map(([name = '', fact = '']) => `${name.padEnd(10)} ${printable(fact)}`).join('\n');
}

/** A line per check. */
export function formatChecks({ modality, modelId, checks }: CheckedModel): string {
  const lines = checks.map(({ name, passed, detail }) => `${passed ? 'ok  ' : 'fail'}  ${name}: ${printable(detail)}`);
  return [`${printable(modelId)} (${modality})`, ...lines].join('\n');
}

function describeRun({ threads, sessions, batchSize }: SourcedTuning, device: string | undefined): string[][] {
  const shown = ({ value, source, measuredAt }: SourcedValue, otherwise: string): string => {
    if (source === 'setting') return `${String(value)}, by the settings`;
    if (source === 'bench') return `${String(value)}, found by bench on ${measuredAt?.slice(0, 10) ?? 'this machine'}`;
    return `${otherwise}, the default`;
  };
  return [
    ...(device === 'cpu' ? [['threads', shown(threads, 'all processors, at most 4')]] : []),
    ...(device === undefined ? [] : [['sessions', shown(sessions, '1')]]),
    ['batch', shown(batchSize, '8 photos or 32 texts')],
  ];
}

function describeInput(spec: ModelDescription['spec']): string {
  if ('clip' in spec) {
    const { sampleRate, windowSeconds, shorter, longer, maxWindows } = spec.clip;
    const long = longer === 'cut' ? 'cut' : `averaged over up to ${String(maxWindows)}`;
    return `windows of ${String(windowSeconds)} s at ${String(sampleRate)} Hz; shorter clips: ${shorter}, longer ones ${long}`;
  }
  if ('input' in spec) {
    const { width, height, fit, kernel, crop } = spec.input;
    const cut = crop === undefined ? '' : `, centre ${String(crop)}`;
    return `${String(width)} × ${String(height)} pixels, ${fit}, ${kernel}${cut}`;
  }
  const { maxTokens, queryPrefix, documentPrefix } = spec;
  return `up to ${String(maxTokens)} tokens; queries begin with "${queryPrefix}", documents with "${documentPrefix}"`;
}
