import { describe, expect, it } from 'vitest';
import { EncoderManifestError } from '../errors.ts';
import { PATCH_MANIFEST, TEXT_MANIFEST } from '../test-fixtures/encoder-folder.ts';
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

  it('takes both kinds, and two towers', () => {
    const clip = { kind: 'clip', image: PATCH_MANIFEST, text: TEXT_MANIFEST };
    expect([PATCH_MANIFEST, TEXT_MANIFEST, clip].map(problemsOf)).toEqual([[], [], []]);
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

  it.each([{ kind: 'audio' }, 'text', null])('says what kinds there are for %j', (value) => {
    expect(problemsOf(value)).toHaveLength(1);
  });
});
