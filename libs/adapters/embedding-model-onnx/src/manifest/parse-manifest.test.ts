import { describe, expect, it } from 'vitest';
import { EncoderManifestError } from '../errors.ts';
import { MEL_MANIFEST, PATCH_MANIFEST, TEXT_MANIFEST, WAVEFORM_MANIFEST } from '../test-fixtures/encoder-folder.ts';
import { parseManifest } from './parse-manifest.ts';

const problemsOf = (value: unknown): readonly string[] => {
  try {
    parseManifest(value, '/models/dino.json');
  } catch (error) {
    expect(error).toBeInstanceOf(EncoderManifestError);
    expect((error as Error).message).toContain("'/models/dino.json'");
    return (error as EncoderManifestError).problems;
  }
  return [];
};

describe('parseManifest', () => {
  it('fills in what a text manifest may leave out', () => {
    expect(parseManifest(TEXT_MANIFEST, 'x')).toEqual({
      ...TEXT_MANIFEST,
      padding: 'longest',
      lowercase: false,
      queryPrefix: '',
      documentPrefix: '',
    });
  });

  it('takes all kinds, and two towers', () => {
    const clip = { kind: 'clip', image: PATCH_MANIFEST, text: TEXT_MANIFEST };
    const all = [PATCH_MANIFEST, TEXT_MANIFEST, clip, MEL_MANIFEST, WAVEFORM_MANIFEST];
    expect(all.map(problemsOf)).toEqual([[], [], [], [], []]);
  });

  it.each([
    [{ nFft: 500 }, 'input.nFft: must be a power of two'],
    [{ frameLength: 600 }, 'input.frameLength: must be at most nFft'],
    [{ fMax: 4001 }, 'input.fMax: must be at most half the sampleRate'],
    [{ fMin: 4000 }, 'input.fMin: must be below fMax'],
    [{ nFft: 4096 }, 'input.nFft: must be below the samples of a window'],
  ])('refuses a spectrogram of %j', (changes, problem) => {
    expect(problemsOf({ ...MEL_MANIFEST, input: { ...MEL_MANIFEST.input, ...changes } })).toEqual([problem]);
  });

  it('reports all problems together, each with its place', () => {
    const wrong = {
      ...PATCH_MANIFEST,
      output: undefined,
      width: 0,
      crop: 1,
      fit: 'stretch',
      input: { ...PATCH_MANIFEST.input, mean: [0.5] },
      meann: 1,
    };
    const problems = problemsOf(wrong);
    for (const place of ['output: ', 'width: ', 'crop: ', 'fit: ', 'input.mean', 'Unrecognized key: "meann"'])
      expect(problems.filter((problem) => problem.includes(place))).toHaveLength(1);
    expect(problems).toHaveLength(6);
  });

  it('refuses scaling of raw pixels, and float pixels without it', () => {
    expect(problemsOf({ ...PATCH_MANIFEST, input: { ...PATCH_MANIFEST.input, type: 'uint8' } })[0]).toContain(
      '"scale"',
    );
    expect(problemsOf({ ...PATCH_MANIFEST, input: { name: 'x', type: 'float32' } })).toHaveLength(3);
  });

  it.each(['../model.onnx', '/etc/model.onnx', 'a/../../b.onnx', '..\\b.onnx', ''])('refuses the file %j', (file) => {
    expect(problemsOf({ ...PATCH_MANIFEST, file })[0]).toContain('file: must be a path below the folder');
  });

  it.each([{ kind: 'video' }, 'text', null])('says what kinds there are for %j', (value) => {
    expect(problemsOf(value)).toHaveLength(1);
  });
});
