import type { ClipInputSpec, ImageInputSpec, PcmClip, PixelImage } from './embedding-model.ts';
import { ClipMismatchError, EmptyInputError, ImageSizeMismatchError, InputAbortedError } from './errors.ts';

/** What every model refuses before it computes. @throws EmptyInputError, InputAbortedError */
export function checkTexts(texts: readonly string[], signal?: AbortSignal): void {
  if (signal?.aborted === true) throw new InputAbortedError(signal.reason);
  const blank = texts.findIndex((text) => text.trim() === '');
  if (blank >= 0) throw new EmptyInputError(blank);
}

/** What every model refuses before it computes. @throws ImageSizeMismatchError, InputAbortedError */
export function checkImages(images: readonly PixelImage[], input: ImageInputSpec, signal?: AbortSignal): void {
  if (signal?.aborted === true) throw new InputAbortedError(signal.reason);
  images.forEach((image, index) => {
    const fits = image.width === input.width && image.height === input.height;
    if (!fits || image.data.length !== input.width * input.height * 3)
      throw new ImageSizeMismatchError(index, image, input);
  });
}

/** What every model refuses before it computes. @throws ClipMismatchError, InputAbortedError */
export function checkClips(clips: readonly PcmClip[], input: ClipInputSpec, signal?: AbortSignal): void {
  if (signal?.aborted === true) throw new InputAbortedError(signal.reason);
  clips.forEach((clip, index) => {
    const fits = clip.sampleRate === input.sampleRate && clip.samples.length > 0;
    if (!fits || !clip.samples.every((sample) => Number.isFinite(sample)))
      throw new ClipMismatchError(index, clip, input);
  });
}
