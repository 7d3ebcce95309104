import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEncoderUrl, parseEncoderUrl, type EncoderUrl } from './encoder-url.ts';
import { EncoderUrlError } from './errors.ts';

const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
const words = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.trim() !== '' && text.isWellFormed());
const optional = { requiredKeys: [] };
const vectorShape = {
  dtype: fc.constantFrom('fp32' as const, 'fp16' as const, 'q8' as const),
  pooling: fc.constantFrom('mean' as const, 'cls' as const, 'lastToken' as const, 'none' as const),
};
const hub = fc
  .tuple(
    fc.tuple(name, name),
    fc.record({ revision: fc.stringMatching(/^[A-Za-z0-9._/-]{1,40}$/), ...vectorShape }, optional),
  )
  .map(([path, more]): EncoderUrl => ({ scheme: 'hf', repository: path.join('/'), ...more }));
const http = fc
  .tuple(
    fc.constantFrom('http://localhost:8080', 'https://gpu.example/team/v1', 'http://[::1]:7997'),
    fc.record({ model: words, api: fc.constantFrom('openai' as const, 'tei' as const, 'infinity' as const) }),
    fc.record(
      {
        revision: words,
        dimension: fc.integer({ min: 1, max: 65_536 }),
        maxTokens: fc.integer({ min: 1, max: 1_000_000 }),
        queryPrefix: fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
        documentPrefix: fc.constantFrom('', 'passage: '),
        photoSize: fc.integer({ min: 1, max: 4096 }),
        ...vectorShape,
      },
      optional,
    ),
  )
  .map(([baseUrl, model, more]): EncoderUrl => ({ scheme: 'http', baseUrl, ...model, ...more }));
const bundled = name.map((text): EncoderUrl => ({ scheme: 'bundled', name: text }));
const onnx = words.map((manifestPath): EncoderUrl => ({ scheme: 'onnx', manifestPath }));

function problemsOf(text: string): readonly string[] {
  try {
    parseEncoderUrl(text);
  } catch (error) {
    if (error instanceof EncoderUrlError) return error.problems;
    throw error;
  }
  return [];
}

describe('parseEncoderUrl', () => {
  it.each<[string, EncoderUrl]>([
    ['bundled:all-MiniLM-L6-v2', { scheme: 'bundled', name: 'all-MiniLM-L6-v2' }],
    ['hf:facebook/dinov2-small', { scheme: 'hf', repository: 'facebook/dinov2-small' }],
    [
      'hf:intfloat/multilingual-e5-small@main?dtype=q8&pooling=mean',
      {
        scheme: 'hf',
        repository: 'intfloat/multilingual-e5-small',
        revision: 'main',
        dtype: 'q8',
        pooling: 'mean',
      },
    ],
    ['onnx:./models/simclr/manifest.json', { scheme: 'onnx', manifestPath: './models/simclr/manifest.json' }],
    ['onnx:C:\\models\\a?b.json', { scheme: 'onnx', manifestPath: 'C:\\models\\a?b.json' }],
    [
      'http:https://gpu-1.example:8443/v1/?model=BAAI/bge-m3&queryPrefix=query:%20',
      {
        scheme: 'http',
        baseUrl: 'https://gpu-1.example:8443/v1',
        model: 'BAAI/bge-m3',
        api: 'openai',
        queryPrefix: 'query: ',
      },
    ],
    ['http://localhost:8080?api=tei', { scheme: 'http', baseUrl: 'http://localhost:8080', api: 'tei' }],
    [
      'https://photos.example?api=infinity&model=openai/clip-vit-base-patch32',
      {
        scheme: 'http',
        baseUrl: 'https://photos.example',
        api: 'infinity',
        model: 'openai/clip-vit-base-patch32',
      },
    ],
  ])('reads %s', (text, expected) => {
    expect(parseEncoderUrl(text)).toEqual(expected);
  });

  it.each(['', 'all-MiniLM-L6-v2', 'ollama:bge-m3', ':x', 'HF:a/b'])('lists the four kinds for %j', (text) => {
    const [problem, ...others] = problemsOf(text);
    expect(others).toEqual([]);
    for (const form of ['bundled:<name>', 'hf:<owner>', 'onnx:<path', 'http:<base url>'])
      expect(problem).toContain(form);
  });

  it.each([
    ['bundled:', ['must be bundled:<name of a folder in models>']],
    ['bundled:../secrets', ['must be bundled:<name of a folder in models>']],
    ['onnx: ', ['lacks the path of the manifest: onnx:<path>']],
    ['hf:gte-small', ['must name the model as hf:<owner>/<name>']],
    ['hf:a/b@', ['has no valid revision behind @; it must be a branch, a tag or a commit']],
    ['hf:a/b?dtype=int3', ['has dtype=int3, which must be fp32, fp16, q8']],
    [
      'hf:a/b?pooling=max&dtype=',
      ['has pooling=max, which must be mean, cls, lastToken, none', 'has dtype=, which must be fp32, fp16, q8'],
    ],
    ['hf:a/b?model=c', ["has the unknown parameter 'model'; there are dtype, pooling"]],
    ['http://h:1', ['lacks model=…, which api=openai needs']],
    ['http://h:1?api=infinity', ['lacks model=…, which api=infinity needs']],
    ['http://h:1?model=', ["has an empty 'model'"]],
    ['http://h:1?model=m&model=n', ["has 'model' twice"]],
    ['http://h:1?model=m&api=cohere', ['has api=cohere, which must be openai, tei, infinity']],
    ['http://h:1?model=m&dimension=0', ['has dimension=0, which must be a whole number from 1 to 65536']],
    ['http:h:1?model=m', ['must have a base URL that begins with http:// or https://']],
    ['http://h:1#top?model=m', ["must have no part behind '#'; write %23 for it"]],
  ])('refuses %s', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it.each(['http://h:1?model=m&apiKey=sekret', 'https://u:sekret@h:1?model=m', 'http://h:1?token=sekret'])(
    'says where the key of %s belongs and does not repeat it',
    (text) => {
      const error = new EncoderUrlError(text, problemsOf(text));
      expect(error.message).toContain('the key is a setting of its own');
      expect(error.message).not.toContain('sekret');
    },
  );

  it('tells all problems in one sentence that names the encoder', () => {
    expect(() => parseEncoderUrl('http:ftp://h?dtype=q4&pool=x')).toThrow(
      "Encoder 'http:ftp://h' must have a base URL that begins with http:// or https://; it has dtype=q4, which must be fp32, fp16, q8; it has the unknown parameter 'pool'; there are",
    );
  });

  it('reads back what formatEncoderUrl writes', () => {
    fc.assert(
      fc.property(fc.oneof(bundled, hub, onnx, http), (url) => {
        expect(parseEncoderUrl(formatEncoderUrl(url))).toEqual(url);
      }),
    );
  });

  it('gives an encoder or an EncoderUrlError with problems, whatever the text', () => {
    const schemes = fc.constantFrom('', 'bundled:', 'hf:', 'hf:a/b', 'onnx:', 'http:', 'http://h', 'https://h?model=');
    fc.assert(
      fc.property(schemes, fc.string(), (scheme, text) => {
        const problems = problemsOf(scheme + text);
        if (problems.length > 0) return;
        const url = parseEncoderUrl(scheme + text);
        expect(parseEncoderUrl(formatEncoderUrl(url))).toEqual(url);
      }),
    );
  });
});

describe('formatEncoderUrl', () => {
  it('is the same for every way to write an encoder', () => {
    const written = ['http://h:80/?api=openai&model=a/b', 'http:http://h?model=a%2Fb', 'http:http://h///?model=a/b'];
    expect(new Set(written.map((text) => formatEncoderUrl(parseEncoderUrl(text))))).toEqual(
      new Set(['http:http://h?model=a/b&api=openai']),
    );
  });
});
