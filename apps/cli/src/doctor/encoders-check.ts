import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dot } from '@kindred/vector-math';
import type { Check } from './check.ts';

/** What `models/goldens.json` holds for this check. */
interface Goldens {
  readonly texts: readonly { readonly text: string; readonly first16: readonly number[] }[];
  readonly synthetic: { readonly first16: readonly number[] };
}

const MIN_COSINE = 0.999;

/** Loads both encoders, embeds a text and a picture, and compares them with vectors computed elsewhere. */
export const encodersCheck: Check = {
  name: 'Encoders (onnxruntime)',
  hint: 'Restore the models folder from the repository and install the packages again: npm ci',
  run: async ({ config, parts }) => {
    const goldens = JSON.parse(await readFile(join(config.modelsDir, 'goldens.json'), 'utf8')) as Goldens;
    const { text, image } = await parts.encoders();
    const golden = goldens.texts[0];
    if (golden === undefined) throw new Error(`${config.modelsDir}/goldens.json holds no text`);
    const startedAt = performance.now();
    const ofText = await text.embedQuery(golden.text);
    const { width, height } = image.spec.input;
    const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => 7 * i + 13 * Math.floor(i / 256));
    const ofImage = await image.embedImages([{ width, height, data: pixels }]);
    const tookMs = Math.round(performance.now() - startedAt);
    const names = [text, image].map(({ spec }) => `${spec.modelId} ${spec.dtype}`).join(', ');
    const cosines = [cosine(ofText, golden.first16), cosine(ofImage.data, goldens.synthetic.first16)];
    if (cosines.some((value) => !(value >= MIN_COSINE)))
      return {
        status: 'fail',
        detail: `${names}: vectors differ from the goldens (cosine ${cosines.map((value) => value.toFixed(4)).join(', ')})`,
        hint: encodersCheck.hint,
      };
    return {
      status: 'ok',
      detail: `${names}, on cpu; a text and a photo in ${String(tookMs)} ms agree with the goldens`,
    };
  },
};

/** Over the golden's numbers, which are the vector's first. */
function cosine(vector: Float32Array, golden: readonly number[]): number {
  const right = Float32Array.from(golden);
  const left = vector.subarray(0, right.length);
  return dot(left, right) / Math.sqrt(dot(left, left) * dot(right, right));
}
