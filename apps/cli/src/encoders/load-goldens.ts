import { dirname, join, resolve } from 'node:path';
import {
  paintedImage,
  parseEncoderUrl,
  type Golden,
  type ImageInputSpec,
  type PixelImage,
} from '@kindred/embedding-model';
import type { CliConfig } from '../config.ts';
import { readGoldensFile, type GoldensFile } from './goldens-file.ts';

export interface Goldens {
  readonly texts: readonly Golden<string>[];
  readonly images: (input: ImageInputSpec) => readonly Golden<PixelImage>[];
}

const NONE: GoldensFile = { texts: [], painted: [] };

/**
 * Vectors that were computed elsewhere: there are some of the bundled encoders, and of `onnx:` encoders whose manifest names them.
 *
 * @throws GoldensFileError, EncoderManifestError, ModelFileError
 */
export async function loadGoldens(
  { modelsDir, encoders }: Pick<CliConfig, 'modelsDir' | 'encoders'>,
  url: string,
): Promise<Goldens> {
  const place = parseEncoderUrl(url);
  if (place.scheme === 'bundled') {
    const file = await readGoldensFile(join(modelsDir, 'goldens.json'));
    return goldensOf(file, file);
  }
  if (place.scheme !== 'onnx') return goldensOf(NONE, NONE);
  const { findGoldens } = await import('@kindred/embedding-model-onnx');
  const named = dirname(resolve(place.manifestPath));
  const paths = await findGoldens(place.manifestPath, [...encoders.folders, named]);
  const read = (path: string | undefined) => (path === undefined ? NONE : readGoldensFile(path));
  return goldensOf(await read(paths.get('text')), await read(paths.get('image')));
}

function goldensOf({ texts }: GoldensFile, { synthetic, painted }: GoldensFile): Goldens {
  return {
    texts: texts.map(({ text, first16 }) => ({ input: text, first: first16 })),
    images: (input) => [
      ...(synthetic === undefined ? [] : [{ input: syntheticPhoto(input), first: synthetic.first16 }]),
      ...painted.map(({ seed, first16 }) => ({ input: paintedImage(input, seed), first: first16 })),
    ],
  };
}

function syntheticPhoto({ width, height }: ImageInputSpec): PixelImage {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => 7 * i + 13 * Math.floor(i / 256));
  return { width, height, data };
}
