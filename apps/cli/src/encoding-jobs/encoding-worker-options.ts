import type { EncodedModality } from '@kindred/embedding-pipeline';
import type { DeviceChoice } from '@kindred/embedding-model-onnx/settings';
import { InvalidArgumentError } from 'commander';

export interface EncodingWorkerOptions {
  readonly modalities?: readonly EncodedModality[];
  readonly device?: DeviceChoice;
  readonly concurrency: number;
}

/** A parser of commander's options for `image`, `text` or both. */
export function modalityList(text: string): EncodedModality[] {
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  return names.map((name) => {
    if (name !== 'image' && name !== 'text')
      throw new InvalidArgumentError('It must be image, text, or both with a comma.');
    return name;
  });
}
