import { describe, expect, it } from 'vitest';
import { checkAudioModel, checkImageModel, checkTextModel, type ModelCheck } from './check-model.ts';
import type { EmbeddingMatrix, TextEmbeddingModelSpec } from './embedding-model.ts';
import { HashAudioEmbeddingModel } from './testing/hash-audio-embedding-model.ts';
import { HashImageEmbeddingModel } from './testing/hash-image-embedding-model.ts';
import { HashTextEmbeddingModel } from './testing/hash-text-embedding-model.ts';

const DIMENSION = '[5, 64] of [5, 64]';
const failed = (checks: readonly ModelCheck[]) => checks.flatMap(({ name, passed }) => (passed ? [] : [name]));

type Spoil = (matrix: EmbeddingMatrix, texts: readonly string[]) => EmbeddingMatrix;

/** A sound model whose vectors are spoilt; without `prefixes` it ignores those of its spec. */
class BrokenTextModel extends HashTextEmbeddingModel {
  override readonly spec: TextEmbeddingModelSpec;
  readonly #spoil: Spoil;
  readonly #prefixes: boolean;

  constructor(spoil: Spoil, spec: Partial<TextEmbeddingModelSpec> = {}, prefixes = true) {
    super();
    this.spec = { ...new HashTextEmbeddingModel().spec, ...spec };
    this.#spoil = spoil;
    this.#prefixes = prefixes;
  }

  override async embedDocuments(texts: readonly string[]): Promise<EmbeddingMatrix> {
    return this.#embed(texts, this.spec.documentPrefix);
  }

  override async embedQuery(text: string): Promise<Float32Array> {
    return (await this.#embed([text], this.spec.queryPrefix)).data;
  }

  async #embed(texts: readonly string[], prefix: string): Promise<EmbeddingMatrix> {
    const written = texts.map((text) => (this.#prefixes ? prefix : '') + text);
    return this.#spoil(await super.embedDocuments(written), texts);
  }
}

const sound: Spoil = (matrix) => matrix;
const map = ({ data, ...matrix }: EmbeddingMatrix, change: (value: number, at: number) => number): EmbeddingMatrix => ({
  ...matrix,
  data: data.map(change),
});

describe('checkTextModel', () => {
  it('passes a sound model, and says what it measured', async () => {
    const first = [...(await new HashTextEmbeddingModel().embedQuery('socks'))].slice(0, 16);
    const checks = await checkTextModel(new HashTextEmbeddingModel(), [{ input: 'socks', first }]);
    expect(failed(checks)).toEqual([]);
    expect(checks[0]).toEqual({ name: 'one vector per input, of the dimension', passed: true, detail: DIMENSION });
    expect(checks.at(-1)?.detail).toBe('cosine 1.000000, at least 0.999');
    expect(checks).toHaveLength(9);
  });

  it('has no line for goldens where there are none', async () => {
    expect(await checkTextModel(new HashTextEmbeddingModel())).toHaveLength(8);
  });

  let batches = 0;
  it.each<[string, Spoil, string[]]>([
    [
      'lacks a row',
      ({ rows, ...matrix }) => ({ ...matrix, rows: rows - 1 }),
      ['one vector per input, of the dimension', 'alone as in a batch', 'a query is of the same space'],
    ],
    ['has longer vectors than it says', (matrix) => map(matrix, (value) => value * 1.01), ['unit length']],
    [
      'has a value that is no number',
      (matrix) => map(matrix, (value, at) => (matrix.rows > 2 && at === 5 ? NaN : value)),
      [
        'finite values',
        'unit length',
        'the same call gives the same vectors',
        'alone as in a batch',
        'tells inputs apart',
      ],
    ],
    [
      'depends on the batch',
      (matrix) => map(matrix, (value, at) => (matrix.rows > 2 && at % 2 === 1 ? -value : value)),
      ['alone as in a batch'],
    ],
    [
      'gives every text the same',
      (matrix) => map(matrix, () => 1 / 8),
      ['tells inputs apart', 'a query is of the same space'],
    ],
    [
      'changes from call to call',
      (matrix) => {
        if (matrix.rows === 5) batches += 1;
        return map(matrix, (value, at) => (matrix.rows === 5 && batches === 2 && at % 2 === 1 ? -value : value));
      },
      ['the same call gives the same vectors'],
    ],
  ])('finds a model that %s', async (_, spoil, names) => {
    expect(failed(await checkTextModel(new BrokenTextModel(spoil)))).toEqual(names);
  });

  it.each([
    [{ queryPrefix: 'query: ' }],
    [{ documentPrefix: 'passage: ' }],
    [{ queryPrefix: 'query: ', documentPrefix: 'passage: ' }],
  ])('finds a model that leaves out its prefixes %j, and passes one that does not', async (spec) => {
    expect(failed(await checkTextModel(new BrokenTextModel(sound, spec, false)))).toEqual([
      'prefixes of queries and documents',
    ]);
    expect(failed(await checkTextModel(new BrokenTextModel(sound, spec)))).toEqual([]);
  });

  it('finds a model that differs from its goldens', async () => {
    const first = [...(await new HashTextEmbeddingModel().embedQuery('shirt'))].slice(0, 16);
    expect(failed(await checkTextModel(new HashTextEmbeddingModel(), [{ input: 'socks', first }]))).toEqual([
      'agrees with vectors computed elsewhere',
    ]);
  });

  it('tells the error of a model that fails, in every line', async () => {
    const closed = new HashTextEmbeddingModel();
    await closed.close();
    const checks = await checkTextModel(closed);
    expect(failed(checks)).toHaveLength(8);
    for (const { detail } of checks) expect(detail).toContain('test:hash-text-64');
  });
});

describe('checkImageModel', () => {
  it('passes a sound model', async () => {
    const checks = await checkImageModel(new HashImageEmbeddingModel());
    expect(failed(checks)).toEqual([]);
    expect(checks).toHaveLength(6);
  });

  it('finds vectors that are not of unit length', async () => {
    const model = new HashImageEmbeddingModel();
    const { spec } = model;
    const broken = {
      spec,
      close: () => model.close(),
      embedImages: async (...input: Parameters<typeof model.embedImages>) =>
        map(await model.embedImages(...input), (value) => value * 2),
    };
    expect(failed(await checkImageModel(broken))).toEqual(['unit length']);
  });
});

describe('checkAudioModel', () => {
  it('passes a sound model, and fails one that hears clips as their neighbours', async () => {
    expect(failed(await checkAudioModel(new HashAudioEmbeddingModel()))).toEqual([]);
    class Deaf extends HashAudioEmbeddingModel {
      override async embedClips(clips: Parameters<HashAudioEmbeddingModel['embedClips']>[0]): Promise<EmbeddingMatrix> {
        return super.embedClips(clips.map(() => clips[0] ?? { sampleRate: 1, samples: new Float32Array(1) }));
      }
    }
    expect(failed(await checkAudioModel(new Deaf()))).toEqual(['alone as in a batch', 'tells inputs apart']);
  });
});
