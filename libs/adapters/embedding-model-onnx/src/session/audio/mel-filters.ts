import type { LogMelInput } from '../../manifest/audio-manifest.ts';

/** One band of the mel scale: weights of some neighbouring frequencies of a spectrum. */
export interface MelFilter {
  /** Index of the first frequency that counts. */
  readonly first: number;
  readonly weights: Float64Array;
}

type FilterSettings = Pick<LogMelInput, 'nFft' | 'mels' | 'fMin' | 'fMax' | 'melScale' | 'melNorm'>;

/**
 * Triangles whose corners are evenly spaced on the mel scale, `mels` of them. `htk`: m = 2595 log10(1 + f/700) (O'Shaughnessy 1987);
 * `slaney`: linear below 1 kHz and logarithmic above (Slaney's Auditory Toolbox, 1998), as librosa and transformers do.
 */
export function melFilters(settings: FilterSettings, sampleRate: number): MelFilter[] {
  const { nFft, mels, fMin, fMax, melScale, melNorm } = settings;
  const { toMel, toHertz } = SCALES[melScale];
  const [low, high] = [toMel(fMin), toMel(fMax)];
  const corners = Array.from({ length: mels + 2 }, (_, i) => toHertz(low + ((high - low) * i) / (mels + 1)));
  return Array.from({ length: mels }, (_, band) => {
    const [left = 0, middle = 0, right = 0] = corners.slice(band, band + 3);
    const first = Math.max(0, Math.ceil((left * nFft) / sampleRate));
    const last = Math.min(nFft / 2, Math.floor((right * nFft) / sampleRate));
    const height = melNorm === 'slaney' ? 2 / (right - left) : 1;
    const weights = Float64Array.from({ length: Math.max(0, last - first + 1) }, (_value, i) => {
      const hertz = ((first + i) * sampleRate) / nFft;
      return height * Math.max(0, Math.min((hertz - left) / (middle - left), (right - hertz) / (right - middle)));
    });
    return { first, weights };
  });
}

const LINEAR_HZ = 200 / 3;
const LOG_FROM_HZ = 1000;
const LOG_FROM_MEL = LOG_FROM_HZ / LINEAR_HZ;
const LOG_STEP = Math.log(6.4) / 27;

const SCALES = {
  htk: {
    toMel: (hertz: number) => 2595 * Math.log10(1 + hertz / 700),
    toHertz: (mel: number) => 700 * (10 ** (mel / 2595) - 1),
  },
  slaney: {
    toMel: (hertz: number) =>
      hertz < LOG_FROM_HZ ? hertz / LINEAR_HZ : LOG_FROM_MEL + Math.log(hertz / LOG_FROM_HZ) / LOG_STEP,
    toHertz: (mel: number) =>
      mel < LOG_FROM_MEL ? mel * LINEAR_HZ : LOG_FROM_HZ * Math.exp(LOG_STEP * (mel - LOG_FROM_MEL)),
  },
} as const;
