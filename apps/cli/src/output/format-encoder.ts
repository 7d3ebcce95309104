import {
  encoderId,
  type ImageEmbeddingModelSpec,
  type ModelCheck,
  type TextEmbeddingModel,
  type TextEmbeddingModelSpec,
} from '@kindred/embedding-model';
import { printable } from './format-table.ts';

export interface ModelDescription {
  readonly spec: TextEmbeddingModelSpec | ImageEmbeddingModelSpec;
  /** Absent where a server computes. */
  readonly device?: string;
  readonly licence?: string;
  /** Of a photo encoder: the model by which words search its photos. */
  readonly textTower?: { readonly modelId: string; readonly encoderId: string };
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
  ];
  return facts.map(([name = '', fact = '']) => `${name.padEnd(10)} ${printable(fact)}`).join('\n');
}

/** A line per check. */
export function formatChecks({ modality, modelId, checks }: CheckedModel): string {
  const lines = checks.map(({ name, passed, detail }) => `${passed ? 'ok  ' : 'fail'}  ${name}: ${printable(detail)}`);
  return [`${printable(modelId)} (${modality})`, ...lines].join('\n');
}

function describeInput(spec: ModelDescription['spec']): string {
  if ('input' in spec) {
    const { width, height, fit, kernel, crop } = spec.input;
    const cut = crop === undefined ? '' : `, centre ${String(crop)}`;
    return `${String(width)} × ${String(height)} pixels, ${fit}, ${kernel}${cut}`;
  }
  const { maxTokens, queryPrefix, documentPrefix } = spec;
  return `up to ${String(maxTokens)} tokens; queries begin with "${queryPrefix}", documents with "${documentPrefix}"`;
}
