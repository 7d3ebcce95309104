import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tone, writeMp3, writeWav } from '@kindred/audio-source/testing';
import { writeSoundEncoder } from '@kindred/embedding-model-onnx/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ImportDocument } from '../importing/import-document.ts';
import type { SimilarDocument } from '../output/format-similar.ts';
import { startKindred, type KindredRun } from '../testing/run-kindred.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';

const folder = useTemporaryFolder();
const RATE = 16_000;
let environment: Record<string, string>;
let manifest: string;

const kindred = (...args: string[]): Promise<KindredRun> => startKindred(folder.path, args, environment).ended;
const document = async <Document>(...args: string[]): Promise<Document> =>
  JSON.parse((await kindred(...args, '--json')).stdout) as Document;

beforeAll(async () => {
  const encoders = join(folder.path, 'encoders');
  manifest = await writeSoundEncoder(encoders);
  environment = { KINDRED_AUDIO_ENCODER: `onnx:${manifest}`, KINDRED_ENCODER_DIRS: encoders };
  const rows = ['id,title,audio'];
  for (const hertz of [220, 440, 880])
    for (const [n, detuned] of [1, 1.01].entries()) {
      const name = `${String(hertz)}-${String(n)}.${n === 0 ? 'wav' : 'mp3'}`;
      const samples = tone(hertz * detuned, 0.6, RATE);
      await writeFile(
        join(folder.path, name),
        n === 0 ? writeWav([samples], { sampleRate: RATE }) : writeMp3(samples, RATE),
      );
      rows.push(`${name},Bell,${name}`);
    }
  await writeFile(join(folder.path, 'cut.wav'), writeWav([tone(440, 1, RATE)], { sampleRate: RATE }).subarray(0, 9000));
  rows.push('cut,Bell,"cut.wav;440-0.wav"', 'silent,Bell,');
  await writeFile(join(folder.path, 'bells.csv'), rows.join('\n'));
});

describe('kindred with an encoder of sound', () => {
  it('imports clips, says which it could not read, and keeps them in the data folder', async () => {
    const { items } = await document<ImportDocument>('import', 'bells.csv');
    expect(items?.counts).toEqual({ read: 8, embedded: 8, unchanged: 0, failed: 0 });
    expect(items?.columns.fields['audio']).toEqual(['audio']);
    expect(items?.clipProblems).toMatchObject({
      count: 1,
      first: [{ reason: expect.stringContaining('cut off') as string }],
    });
    const kept = await readdir(join(folder.path, '.kindred', 'clips'), { recursive: true });
    expect(kept.filter((name) => /[0-9a-f]{64}$/.test(name))).toHaveLength(7);
    const again = await kindred('import', 'bells.csv');
    expect(again.stdout).toContain('0 embedded + 8 unchanged');
    expect(again.stdout).toContain('1 clip could not be read');
    expect(again.code).toBe(0);
  });

  it('finds items by a file, and explains the score', async () => {
    await writeFile(join(folder.path, 'query.mp3'), writeMp3(tone(440, 1, 44_100), 44_100));
    const similar = await document<SimilarDocument>(
      ...['similar', '--audio', 'query.mp3', '--weights', 'audio=1', '--explain', '--limit', '3'],
    );
    expect(similar.query).toEqual({ audio: 'query.mp3' });
    expect(similar.results.map(({ itemId }) => itemId).toSorted()).toEqual(['440-0.wav', '440-1.mp3', 'cut']);
    for (const { score, contributions = [] } of similar.results)
      expect(contributions.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 6);
  });

  it.each([
    [['similar', '--audio', 'bells.csv'], 'NOT_AUDIO', 'not a clip of sound'],
    [['similar', '--audio', 'nowhere.mp3'], 'FILE_NOT_READABLE', 'nowhere.mp3'],
  ])('refuses %j', async (args, code, says) => {
    const { error } = await document<{ error: { code: string; message: string } }>(...args);
    expect(error).toMatchObject({ code, message: expect.stringContaining(says) as string });
  });

  it('says which setting a search by sound needs, and that a catalog with sound needs its encoder', async () => {
    const given = environment;
    environment = {};
    const search = await document<{ error: { message: string } }>('similar', '--audio', 'query.mp3');
    expect(search.error.message).toContain('KINDRED_AUDIO_ENCODER');
    const imported = await document<{ error: { code: string } }>('import', 'bells.csv');
    expect(imported.error.code).toBe('ENCODER_MISMATCH');
    environment = given;
  });

  it('checks and describes the encoder', async () => {
    const checked = await document<{ passed: boolean; models: { modality: string }[] }>(
      'encoders',
      'check',
      `onnx:${manifest}`,
    );
    expect(checked).toMatchObject({ passed: true, models: [{ modality: 'audio' }] });
    const { stdout } = await kindred('encoders', 'describe', `onnx:${manifest}`);
    expect(stdout).toMatch(
      /^input {6}windows of 0\.5 s at 8000 Hz; shorter clips: repeat, longer ones averaged over up to 8$/m,
    );
    const bench = await document<{ best: { modality: string }[] }>(
      ...['encoders', 'bench', `onnx:${manifest}`, '--batch', '4', '--items', '8', '--threads', '1'],
    );
    expect(bench.best).toMatchObject([{ modality: 'audio' }]);
  });
});
