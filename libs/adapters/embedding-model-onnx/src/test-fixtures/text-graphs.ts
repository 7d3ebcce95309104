import type { OnnxGraph, OnnxNode, OnnxWeights } from './onnx-file.ts';
import { integers, seededWeights } from './seeded-weights.ts';
import { SEP, VOCABULARY } from './tiny-tokenizer.ts';

/** Length of the vectors. */
export const TEXT_DIMENSION = 24;

const TOKENS = ['batch', 'sequence'] as const;
const LOOK_UP: OnnxNode = { op: 'Gather', inputs: ['table', 'input_ids'], output: 'words', attributes: { axis: 0 } };
/** The special tokens are faint, so that texts differ by their words. */
const WORDS = seededWeights([VOCABULARY.length, TEXT_DIMENSION], 7);
WORDS.data.forEach((value, i) => {
  if (i < (SEP + 1) * TEXT_DIMENSION) WORDS.data[i] = Number(value) / 20;
});

const ids = (names: readonly string[]) => names.map((name) => ({ name, type: 'int64', shape: TOKENS }) as const);
const states = { name: 'last_hidden_state', type: 'float32', shape: [...TOKENS, TEXT_DIMENSION] } as const;

/** Each token's state is its own vector and the mean of the text's, padding left out by the mask: a class token sees the text. */
export function contextualTextGraph(inputs = ['input_ids', 'attention_mask'], table: OnnxWeights = WORDS): OnnxGraph {
  return {
    inputs: ids(inputs),
    outputs: [{ ...states, shape: [...TOKENS, table.shape[1] ?? 0] }],
    nodes: [
      LOOK_UP,
      { op: 'Cast', inputs: ['attention_mask'], output: 'mask', attributes: { to: 1 } },
      { op: 'Unsqueeze', inputs: ['mask', 'last'], output: 'column' },
      { op: 'Mul', inputs: ['words', 'column'], output: 'kept' },
      { op: 'ReduceSum', inputs: ['kept', 'tokens'], output: 'sum', attributes: { keepdims: 1 } },
      { op: 'ReduceSum', inputs: ['column', 'tokens'], output: 'count', attributes: { keepdims: 1 } },
      { op: 'Div', inputs: ['sum', 'count'], output: 'mean' },
      { op: 'Add', inputs: ['words', 'mean'], output: states.name },
    ],
    weights: { table, last: integers(2), tokens: integers(1) },
  };
}

/** Each token's state is its own vector; nothing sees anything else. */
export function bagOfWordsGraph(table: OnnxWeights): OnnxGraph {
  return {
    inputs: ids(['input_ids']),
    outputs: [{ ...states, shape: [...TOKENS, table.shape[1] ?? 0] }],
    nodes: [{ ...LOOK_UP, output: states.name }],
    weights: { table },
  };
}

/** Each token's state is the sum up to it, as in a decoder. */
export function causalTextGraph(table: OnnxWeights = WORDS): OnnxGraph {
  return {
    inputs: ids(['input_ids']),
    outputs: [{ ...states, shape: [...TOKENS, table.shape[1] ?? 0] }],
    nodes: [LOOK_UP, { op: 'CumSum', inputs: ['words', 'tokens'], output: states.name }],
    weights: { table, tokens: { shape: [], data: BigInt64Array.of(1n) } },
  };
}

/** CLIP: the state of the first closing token, although batches are filled up with closing tokens. */
export function clipTextGraph(output = 'text_embeds'): OnnxGraph {
  return {
    inputs: ids(['input_ids', 'attention_mask']),
    outputs: [{ name: output, type: 'float32', shape: ['batch', TEXT_DIMENSION] }],
    nodes: [
      LOOK_UP,
      { op: 'CumSum', inputs: ['words', 'axis'], output: 'states' },
      { op: 'Equal', inputs: ['input_ids', 'closing'], output: 'isClosing' },
      { op: 'Cast', inputs: ['isClosing'], output: 'closings', attributes: { to: 7 } },
      { op: 'CumSum', inputs: ['closings', 'axis'], output: 'seen' },
      { op: 'Equal', inputs: ['seen', 'one'], output: 'isFirst' },
      { op: 'And', inputs: ['isClosing', 'isFirst'], output: 'isPlace' },
      { op: 'Cast', inputs: ['isPlace'], output: 'place', attributes: { to: 1 } },
      { op: 'Unsqueeze', inputs: ['place', 'last'], output: 'column' },
      { op: 'Mul', inputs: ['states', 'column'], output: 'kept' },
      { op: 'ReduceSum', inputs: ['kept', 'tokens'], output, attributes: { keepdims: 0 } },
    ],
    weights: {
      table: WORDS,
      axis: { shape: [], data: BigInt64Array.of(1n) },
      closing: integers(SEP),
      one: integers(1),
      last: integers(2),
      tokens: integers(1),
    },
  };
}

/** SigLIP 2: no mask, so padding counts, and must always be the same. */
export function siglipTextGraph(table: OnnxWeights = WORDS): OnnxGraph {
  return {
    inputs: ids(['input_ids']),
    outputs: [{ name: 'pooler_output', type: 'float32', shape: ['batch', table.shape[1] ?? 0] }],
    nodes: [
      LOOK_UP,
      { op: 'ReduceMean', inputs: ['words'], output: 'pooler_output', attributes: { axes: [1], keepdims: 0 } },
    ],
    weights: { table },
  };
}

/** Activations in int8 with one scale for the whole batch: what is in it changes every vector. */
export function dynamicallyQuantisedGraph(table: OnnxWeights = WORDS): OnnxGraph {
  return {
    inputs: ids(['input_ids', 'attention_mask']),
    outputs: [{ ...states, shape: [...TOKENS, table.shape[1] ?? 0] }],
    nodes: [
      ...contextualTextGraph().nodes.map((node) => (node.output === states.name ? { ...node, output: 'exact' } : node)),
      { op: 'DynamicQuantizeLinear', inputs: ['exact'], output: ['codes', 'scale', 'zero'] },
      { op: 'DequantizeLinear', inputs: ['codes', 'scale', 'zero'], output: states.name },
    ],
    weights: { table, last: integers(2), tokens: integers(1) },
  };
}
