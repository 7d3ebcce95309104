import { paintedImage, playedClip, type Golden } from '@kindred/embedding-model';
import { dot } from '@kindred/vector-math';
import type { CliConfig } from '../config.ts';
import { loadGoldens } from '../encoders/load-goldens.ts';
import type { Check } from './check.ts';

const MIN_COSINE = 0.999;

/** Opens the encoders of the settings, embeds a text, a photo and (where an encoder of sound is set) a clip, and compares them with vectors computed elsewhere where there are some. */
export const encodersCheck: Check = {
  name: 'Encoders',
  hint: 'kindred encoders check <url> says more. For the bundled ones restore the models folder and run: npm ci',
  run: async ({ config, parts }) => {
    const { texts, images } = await loadGoldensOf(config);
    const { text, image } = await parts.encoders();
    const audio = (await parts.audio())?.model;
    const [textGolden] = texts;
    const [photoGolden] = images(image.spec.input);
    const startedAt = performance.now();
    const ofText = await text.embedQuery(textGolden?.input ?? 'red summer dress');
    const ofImage = await image.embedImages([photoGolden?.input ?? paintedImage(image.spec.input, 1)]);
    if (audio !== undefined) await audio.embedClips([playedClip(audio.spec.clip.sampleRate, 1, 1)]);
    const tookMs = Math.round(performance.now() - startedAt);
    const models = audio === undefined ? [text, image] : [text, image, audio];
    const names = models
      .map(({ spec, device }) => `${spec.modelId} ${spec.dtype} on ${device ?? 'a server'}`)
      .join(', ');
    const cosines = [...compare(ofText, textGolden), ...compare(ofImage.data, photoGolden)];
    const { hint } = encodersCheck;
    if (cosines.some((value) => !(value >= MIN_COSINE))) {
      const shown = cosines.map((value) => value.toFixed(4)).join(', ');
      return { status: 'fail', detail: `${names}: vectors differ from the goldens (cosine ${shown})`, hint };
    }
    const agree =
      cosines.length === 0 ? '' : cosines.length === 2 ? ' agree with the goldens' : ', one agrees with its golden';
    const words = image.textTower === undefined ? '' : '; words search photos too';
    const inputs = audio === undefined ? 'a text and a photo' : 'a text, a photo and a clip';
    const detail = `${names}; ${inputs} in ${String(tookMs)} ms${agree}${words}`;
    const { device: asked } = config.encoders;
    const elsewhere = models.some(({ device = asked }) => asked !== 'auto' && device !== asked);
    if (!elsewhere) return { status: 'ok', detail };
    const why = 'kindred encoders list says why that device is not used';
    return { status: 'warn', detail: `${detail}; KINDRED_DEVICE is ${asked}`, hint: why };
  },
};

async function loadGoldensOf(config: CliConfig) {
  const { texts } = await loadGoldens(config, config.encoders.text);
  const { images } = await loadGoldens(config, config.encoders.image);
  return { texts, images };
}

/** Cosine over the golden's numbers, which are the vector's first; none where there is no golden. */
function compare(vector: Float32Array, golden: Golden<unknown> | undefined): number[] {
  if (golden === undefined) return [];
  const right = Float32Array.from(golden.first);
  const left = vector.subarray(0, right.length);
  return [dot(left, right) / Math.sqrt(dot(left, left) * dot(right, right))];
}
