import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chord, noise, tone, wavUrl, writeMp3, writeWav } from '@kindred/audio-source/testing';
import { writeSoundEncoder } from '@kindred/embedding-model-onnx/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleItems } from '../src/testing/sample-items.ts';
import { type InMemoryApi, startInMemoryApi } from '../src/testing/start-in-memory-api.ts';
import { startTestApi, type TestApi } from '../src/testing/start-test-api.ts';

const RATE = 22_050;
const QUERY = `query ($itemId: ID, $audio: AudioInput, $mixture: [MixturePartInput!], $weights: Weights, $first: Int! = 3) {
  similarItems(itemId: $itemId, audio: $audio, mixture: $mixture, weights: $weights, first: $first) {
    __typename
    ... on AudioRejected { message code }
    ... on NoUsableModality { message }
    ... on SimilarItemConnection {
      edges { score node { id } contributions { modality contribution effectiveWeight similarity imputed } }
    }
  }
}`;
const UPSERT = `mutation ($items: [ItemInput!]!) { upsertItems(items: $items) {
  ... on ItemUpserted { warnings item { id audio { embedded failure } } }
  ... on ItemRejected { problems { field problem } }
} }`;

interface Edge {
  readonly score: number;
  readonly node: { readonly id: string };
  readonly contributions: readonly {
    modality: string;
    contribution: number;
    effectiveWeight: number;
    similarity: number;
    imputed: boolean;
  }[];
}
interface Outcome {
  readonly warnings: string[];
  readonly item: { readonly id: string; readonly audio: { embedded: boolean; failure: string | null }[] };
}

const item = (id: string, audio: readonly string[]) => ({
  id,
  title: `Doorbell ${id}`,
  section: ['Home', 'Bells'],
  audio,
});
/** Three items at each of four pitches, one a chord, one noise, one without sound. */
const ITEMS = [
  ...[220, 440, 880, 1760].flatMap((hertz) =>
    [1, 1.01, 0.99].map((detuned, n) =>
      item(`${String(hertz)}-${String(n)}`, [wavUrl(tone(hertz * detuned, 0.4 + 0.3 * n, RATE), RATE)]),
    ),
  ),
  item('chord', [wavUrl(chord([220, 330, 550], 1, RATE), RATE)]),
  item('noise', [wavUrl(noise(1, RATE), RATE)]),
  item('silent', []),
];

let folder: string;
let api: TestApi;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-sound-'));
  const manifest = await writeSoundEncoder(join(folder, 'encoders'));
  api = await startTestApi({
    environment: { KINDRED_AUDIO_ENCODER: `onnx:${manifest}`, KINDRED_ENCODER_DIRS: join(folder, 'encoders') },
  });
  await api.client.data(UPSERT, { items: ITEMS });
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true, force: true });
});

const upsert = async (items: readonly object[]): Promise<Outcome[]> =>
  (await api.client.data<{ upsertItems: Outcome[] }>(UPSERT, { items })).upsertItems;
const similar = async (variables: object): Promise<Edge[]> =>
  (await api.client.data<{ similarItems: { edges: Edge[] } }>(QUERY, { weights: { audio: 1 }, ...variables }))
    .similarItems.edges;
const ids = (edges: readonly Edge[]): string[] => edges.map(({ node }) => node.id);

describe('similarItems by sound, over HTTP, with PostgreSQL and a real ONNX encoder', () => {
  test.each([220, 440, 880, 1760])('a clip of %d Hz finds the items of that pitch first', async (hertz) => {
    const clip = wavUrl(tone(hertz, 0.8, 16_000), 16_000);
    const expected = [0, 1, 2].map((n) => `${String(hertz)}-${String(n)}`);
    expect(ids(await similar({ audio: { url: clip } })).toSorted()).toEqual(expected);
  });

  test('an upload, WAV or MP3, finds what its data URL finds', async () => {
    const samples = tone(440, 1, 44_100);
    const files = {
      'a.wav': writeWav([samples, samples], { sampleRate: 44_100, bits: 24 }),
      'a.mp3': writeMp3(samples, 44_100),
    };
    for (const [name, bytes] of Object.entries(files)) {
      const { data, errors } = await api.client.upload(
        QUERY,
        { audio: { upload: null }, weights: { audio: 1 }, first: 3 },
        { 'variables.audio.upload': new File([bytes], name) },
      );
      expect(errors).toBeUndefined();
      const { edges } = data?.['similarItems'] as { edges: Edge[] };
      expect(ids(edges).toSorted()).toEqual(['440-0', '440-1', '440-2']);
      expect(edges[0]?.score).toBeGreaterThan(0.95);
    }
  });

  test('items with sound find each other by the weight of audio', async () => {
    expect(ids(await similar({ itemId: '880-1', first: 2 })).toSorted()).toEqual(['880-0', '880-2']);
  });

  test('contributions add up to the score, mixed with other modalities and sounds that it should be unlike', async () => {
    const edges = await similar({
      mixture: [
        { audio: { url: wavUrl(tone(440, 0.5, RATE), RATE) } },
        { audio: { url: wavUrl(noise(0.5, RATE, 3), RATE) }, weight: -0.6 },
        { itemId: '440-1', weight: 0.5 },
      ],
      weights: { audio: 1, text: 0.4, section: 0.2 },
      first: 14,
    });
    expect(edges).toHaveLength(14);
    for (const { score, contributions } of edges) {
      expect(contributions.map(({ modality }) => modality)).toEqual([
        'image',
        'text',
        'audio',
        'price',
        'brand',
        'section',
      ]);
      expect(contributions.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 6);
      for (const part of contributions)
        expect(part.contribution).toBeCloseTo(part.effectiveWeight * part.similarity, 6);
    }
    const silent = edges.find(({ node }) => node.id === 'silent');
    expect(silent?.contributions.find(({ modality }) => modality === 'audio')).toMatchObject({ imputed: true });
    const heard = (id: string): number =>
      edges.find(({ node }) => node.id === id)?.contributions.find(({ modality }) => modality === 'audio')
        ?.similarity ?? NaN;
    expect(heard('noise')).toBeLessThan(Math.min(...['440-0', '440-2', '220-0', 'chord'].map(heard)));
  });

  test('the spread of audio is measured, and the modality has a name for people', async () => {
    const { catalog } = await api.client.data<{ catalog: { modalities: { name: string; label: string }[] } }>(
      '{ catalog { modalities { name label } } }',
    );
    expect(catalog.modalities).toContainEqual({ name: 'audio', label: 'Sound' });
    const { data } = await api.client.send(
      '{ similarItems(itemId: "440-0", weights: {audio: 1}) { ... on SimilarItemConnection { weights { modality spread } } } }',
    );
    const { weights } = data?.['similarItems'] as { weights: { modality: string; spread: number }[] };
    const spread = weights.find(({ modality }) => modality === 'audio')?.spread ?? 1;
    expect(spread).toBeGreaterThan(0.05);
    expect(spread).toBeLessThan(0.9);
  });
});

describe('clips that can’t be read', () => {
  test('leave their item with the reason, and the others as they are', async () => {
    const whole = Buffer.from(writeWav([tone(440, 1, RATE)], { sampleRate: RATE }));
    const url = (bytes: Uint8Array): string => `data:audio/wav;base64,${Buffer.from(bytes).toString('base64')}`;
    const tenHours = writeWav([tone(440, 0.1, 8000)], { sampleRate: 8000, saidBytes: 10 * 3600 * 16_000 });
    const [outcome] = await upsert([
      item('odd', [
        url(whole.subarray(0, 20_000)),
        url(tenHours),
        url(Buffer.from('%PDF-1.7')),
        'https://elsewhere.example/a.mp3',
        url(whole),
      ]),
    ]);
    expect(outcome?.item.audio.map(({ embedded }) => embedded)).toEqual([false, false, false, false, true]);
    expect(outcome?.item.audio.map(({ failure }) => failure)).toEqual([
      expect.stringContaining('cut off: it says that it has 1.0 s of sound'),
      expect.stringContaining('it says that it has 36000.0 s of sound, and there are 0.1 s'),
      expect.stringContaining('looks like a PDF document'),
      expect.stringContaining('files may not be read from elsewhere.example'),
      null,
    ]);
    expect(outcome?.warnings).toHaveLength(4);
    expect(ids(await similar({ itemId: 'odd', first: 3 })).toSorted()).toEqual(['440-0', '440-1', '440-2']);
    await api.client.data('mutation { deleteItems(ids: ["odd"]) { __typename } }');
  });

  test.each([
    ['a text', 'data:audio/wav;base64,aGVsbG8=', 'NOT_AUDIO', /plain text/],
    ['nothing', 'data:audio/wav;base64,', 'NOT_AUDIO', /0 bytes/],
    ['a local file', 'file:///etc/passwd', 'IMAGE_URL_REFUSED', /not below a folder that files may be read from/],
    ['a private address', 'http://169.254.169.254/a.mp3', 'IMAGE_URL_REFUSED', /not a public address/],
  ])('are refused as a query: %s', async (_name, url, code, says) => {
    const { data, errors } = await api.client.send(QUERY, { audio: { url }, weights: { audio: 1 } });
    expect(errors).toBeUndefined();
    expect(data?.['similarItems']).toMatchObject({
      __typename: 'AudioRejected',
      code,
      message: expect.stringMatching(says) as string,
    });
  });

  test('both of url and upload, or neither, or photo and sound at once', async () => {
    const url = wavUrl(tone(440, 0.1, RATE), RATE);
    for (const [variables, says] of [
      [{ audio: {} }, 'Give exactly one of audio.url, audio.upload; none is given.'],
      [{ itemId: '440-0', audio: { url } }, 'itemId and audio are given'],
      [
        { mixture: [{ itemId: '440-0', audio: { url } }] },
        'mixture[0].itemId and audio are given'.replace('mixture[0].', ''),
      ],
    ] as const) {
      const { errors } = await api.client.send(QUERY, variables);
      expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
      expect(errors?.[0]?.message).toContain(says);
    }
  });
});

describe('a server without an encoder of sound', () => {
  let plain: InMemoryApi;
  let files: Server;
  let asked = 0;
  beforeAll(async () => {
    files = createServer((_, response) => {
      asked += 1;
      response.end('sound');
    });
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
    plain = await startInMemoryApi();
    await plain.client.data(UPSERT, { items: sampleItems(4) });
  });
  afterAll(async () => {
    await plain.close();
    await new Promise((resolve) => files.close(resolve));
  });

  test('keeps clips unread, has no block of sound, and says so to whoever searches by it', async () => {
    const url = `http://127.0.0.1:${(files.address() as AddressInfo).port}/a.mp3`;
    const { upsertItems } = await plain.client.data<{ upsertItems: Outcome[] }>(UPSERT, {
      items: [item('bell', [url])],
    });
    expect(upsertItems[0]).toEqual({ warnings: [], item: { id: 'bell', audio: [{ embedded: false, failure: null }] } });
    expect(asked).toBe(0);
    const { data } = await plain.client.send(QUERY, { audio: { url }, weights: { text: 1 } });
    expect(data?.['similarItems']).toMatchObject({ __typename: 'AudioRejected', code: 'NO_AUDIO_ENCODER' });
    const { catalog } = await plain.client.data<{ catalog: { modalities: { name: string }[] } }>(
      '{ catalog { modalities { name } } }',
    );
    expect(catalog.modalities.map(({ name }) => name)).toEqual(['image', 'text', 'price', 'brand', 'section']);
    const { errors } = await plain.client.send(QUERY, { itemId: 'bell', weights: { audio: 1 } });
    expect(errors?.[0]?.message).toContain('audio');
  });
});
