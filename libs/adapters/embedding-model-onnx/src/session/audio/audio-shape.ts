import { windowLength } from '@kindred/embedding-model';
import type { InferenceSession } from 'onnxruntime-node';
import type { AudioEncoderManifest } from '../../manifest/audio-manifest.ts';
import { describeValue, describeValues, fixedSize, rankOf } from '../graph-value.ts';
import { frameCount } from './log-mel.ts';

/** Sizes of a graph's input for one window, without the batch. */
export function audioShape(manifest: AudioEncoderManifest): number[] {
  const { input } = manifest;
  const samples = windowLength(manifest);
  const sizes: Readonly<Record<string, number>> =
    input.features === 'waveform' ? { C: 1, S: samples } : { C: 1, T: frameCount(samples, input), F: input.mels };
  return [...input.layout.slice(1)].map((axis) => sizes[axis] ?? 0);
}

/** What of the graph's input is not as the manifest says. */
export function audioInputProblems(
  { inputMetadata }: Pick<InferenceSession, 'inputMetadata'>,
  manifest: AudioEncoderManifest,
): string[] {
  const { input } = manifest;
  const found = inputMetadata.find(({ name }) => name === input.name);
  if (found === undefined)
    return [`input.name: the graph has no '${input.name}'; it has ${describeValues(inputMetadata)}`];
  const problems = [];
  if (inputMetadata.length > 1)
    problems.push(`input: the graph needs more than one input: ${describeValues(inputMetadata)}`);
  if (found.isTensor && found.type !== 'float32')
    problems.push(`input: the graph's input is ${describeValue(found)}; only float32 can be fed`);
  const expected = audioShape(manifest);
  const differs = expected.some((size, i) => (fixedSize(found, i + 1) ?? size) !== size);
  if (rankOf(found) !== expected.length + 1 || differs)
    problems.push(
      `input.layout, windowSeconds: the graph's input is ${describeValue(found)}, the manifest says [batch, ${expected.join(', ')}]`,
    );
  return problems;
}
