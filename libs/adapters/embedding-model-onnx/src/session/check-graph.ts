import type { InferenceSession } from 'onnxruntime-node';
import { EncoderManifestError } from '../errors.ts';
import type { ImageEncoderManifest, ModelManifest } from '../manifest/encoder-manifest.ts';
import { audioInputProblems } from './audio/audio-shape.ts';
import { describeValue, describeValues, fixedSize, rankOf, type GraphValue } from './graph-value.ts';
import { textInputs } from './text-inputs.ts';

type Graph = Pick<InferenceSession, 'inputMetadata' | 'outputMetadata'>;

/**
 * Compares a manifest with what the graph really takes and gives.
 *
 * @returns inputs that one run may take, 1 where the graph fixes its batch to one
 * @throws EncoderManifestError with every difference
 */
export function checkGraph(graph: Graph, manifest: ModelManifest, manifestFile: string): { maxRows: number } {
  const problems = [...inputProblems(graph, manifest), ...outputProblems(graph, manifest)];
  const batch = graph.inputMetadata.map((value) => fixedSize(value, 0)).find((size) => size !== undefined);
  if (batch !== undefined && batch > 1)
    problems.push(
      `the graph takes exactly ${String(batch)} inputs a run; export it with a batch that may vary, or of 1`,
    );
  if (problems.length > 0) throw new EncoderManifestError(manifestFile, problems);
  return { maxRows: batch === 1 ? 1 : Infinity };
}

function inputProblems(graph: Graph, manifest: ModelManifest): string[] {
  if (manifest.kind === 'image') return imageInputProblems(graph, manifest);
  if (manifest.kind === 'audio') return audioInputProblems(graph, manifest);
  return textInputs(graph.inputMetadata, manifest).problems;
}

function imageInputProblems({ inputMetadata }: Graph, manifest: ImageEncoderManifest): string[] {
  const { input, layout, width, height } = manifest;
  const found = inputMetadata.find(({ name }) => name === input.name);
  if (found === undefined)
    return [`input.name: the graph has no '${input.name}'; it has ${describeValues(inputMetadata)}`];
  const problems = [];
  const further = inputMetadata.filter((value) => value !== found);
  if (further.length > 0) problems.push(`input: the graph needs more than one input: ${describeValues(inputMetadata)}`);
  if (found.isTensor && found.type !== input.type)
    problems.push(`input.type: the graph's input is ${describeValue(found)}, the manifest says ${input.type}`);
  const expected = layout === 'NCHW' ? [3, height, width] : [height, width, 3];
  const differs = expected.some((size, i) => (fixedSize(found, i + 1) ?? size) !== size);
  if (rankOf(found) !== 4 || differs)
    problems.push(
      `layout, width, height: the graph's input is ${describeValue(found)}, the manifest says [batch, ${expected.join(', ')}]`,
    );
  return problems;
}

function outputProblems({ outputMetadata }: Graph, { output, pooling, kind }: ModelManifest): string[] {
  const found = outputMetadata.find(({ name }) => name === output);
  if (found === undefined) return [`output: the graph has no '${output}'; it has ${describeValues(outputMetadata)}`];
  if (!found.isTensor || found.type !== 'float32')
    return [`output: the graph's output is ${describeValue(found)}; only float32 can be read`];
  const rank = rankOf(found);
  if (rank === 0 || ranksOf(pooling, kind, found).includes(rank)) return [];
  const shape = pooling === 'none' ? '[batch, dimension]' : '[batch, tokens, dimension]';
  return [`pooling: '${pooling}' needs an output ${shape}, the graph's is ${describeValue(found)}`];
}

function ranksOf(pooling: ModelManifest['pooling'], kind: ModelManifest['kind'], output: GraphValue): number[] {
  if (kind === 'text') return pooling === 'none' ? [2] : [3];
  // Convolutional networks often end in [batch, dimension, 1, 1].
  if (pooling === 'none') return fixedSize(output, 2) === 1 && fixedSize(output, 3) === 1 ? [2, 4] : [2];
  return pooling === 'mean' ? [3, 4] : [3];
}
