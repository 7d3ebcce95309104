import { describe, expect, it } from 'vitest';
import { CLAP_PREPROCESSOR } from '../test-fixtures/clap-preprocessor.ts';
import { clapPreparation } from './audio-preparation.ts';

describe('clapPreparation', () => {
  it('reads the settings of CLAP', () => {
    expect(clapPreparation(CLAP_PREPROCESSOR)).toMatchObject({
      sampleRate: 48_000,
      windowSeconds: 10,
      shorter: 'repeatPad',
      longer: 'average',
      input: { nFft: 1024, hop: 480, mels: 64, fMin: 50, fMax: 14_000, log: 'dB' },
    });
  });

  it.each([
    [{ truncation: 'fusion' }, 'truncation'],
    [{ feature_extractor_type: 'WhisperFeatureExtractor' }, 'feature_extractor_type'],
    [{ padding: 'mirror' }, 'padding'],
    [{ top_db: 80 }, 'top_db'],
    [{ sampling_rate: undefined }, 'sampling_rate'],
  ])('refuses %j', (changes, message) => {
    expect(() => clapPreparation({ ...CLAP_PREPROCESSOR, ...changes })).toThrow(message);
  });
});
