import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TuningFileError } from '../errors.ts';
import { readEncoderSettings } from '../settings.ts';
import { batchSettings, runSettings, sourcedTuning, thisMachine, type EncoderTuning } from './encoder-tuning.ts';
import { readTunings, saveTunings, tuningFile } from './tuning-file.ts';

const TEXT = 'bundled:all-MiniLM-L6-v2';
const IMAGE = 'bundled:efficientnet-lite2';
const tuned = (changes: Partial<EncoderTuning> = {}): EncoderTuning => ({
  url: IMAGE,
  modality: 'image',
  device: 'cpu',
  machine: thisMachine(),
  batchSize: 16,
  threads: 1,
  sessions: 2,
  itemsPerS: 40,
  measuredAt: '2026-11-01T00:00:00.000Z',
  ...changes,
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tuning-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the file of tunings', () => {
  it('keeps one per encoder, modality, device and machine, and nothing half-written', async () => {
    expect(readTunings(folder)).toEqual([]);
    const dataDir = join(folder, 'new');
    const { machine, measuredAt } = tuned();
    const ofServer = {
      ...{ url: 'http:http://gpu', modality: 'image' as const, device: 'cpu', machine, measuredAt },
      ...{ batchSize: 64, itemsPerS: 900 },
    };
    const others = [tuned({ device: 'cuda' }), tuned({ machine: 'elsewhere' }), tuned({ modality: 'text' }), ofServer];
    await saveTunings(dataDir, [tuned(), ...others]);
    await saveTunings(dataDir, [tuned({ batchSize: 4 })]);
    expect(readTunings(dataDir)).toEqual([...others, tuned({ batchSize: 4 })]);
    expect(await readdir(dataDir)).toEqual(['encoder-tuning.json']);
  });

  it.each(['{', '{"version": 2, "tunings": []}', '{"version": 1, "tunings": [{"url": ""}]}'])(
    'says that it is damaged, and what to do: %s',
    async (text) => {
      await writeFile(tuningFile(folder), text);
      expect(() => readTunings(folder)).toThrow(TuningFileError);
      expect(() => readTunings(folder)).toThrow('bench <url> --save');
      await expect(saveTunings(folder, [tuned()])).rejects.toThrow(TuningFileError);
    },
  );
});

describe('how an encoder is run', () => {
  const settingsWith = async (env: Record<string, string>, ...tunings: EncoderTuning[]) => {
    await saveTunings(folder, tunings);
    return readEncoderSettings(env, folder);
  };

  it('is what was measured for it here, on this device; else nobody says', async () => {
    const settings = await settingsWith({}, tuned(), tuned({ url: TEXT, modality: 'text', machine: 'elsewhere' }));
    expect(sourcedTuning(settings, { url: IMAGE, modality: 'image' })).toEqual({
      batchSize: { value: 16, source: 'bench', measuredAt: '2026-11-01T00:00:00.000Z' },
      threads: { value: 1, source: 'bench', measuredAt: '2026-11-01T00:00:00.000Z' },
      sessions: { value: 2, source: 'bench', measuredAt: '2026-11-01T00:00:00.000Z' },
    });
    expect(sourcedTuning(settings, { url: TEXT, modality: 'text' }).threads).toEqual({
      value: undefined,
      source: 'default',
    });
    expect(batchSettings(settings)).toEqual({ imageBatchSize: 16 });
    const onCuda = await settingsWith({ KINDRED_DEVICE: 'cuda' });
    expect([runSettings(onCuda, IMAGE), batchSettings(onCuda)]).toEqual([{}, {}]);
  });

  it('is what a setting says before what was measured', async () => {
    const env = { KINDRED_ENCODER_THREADS: '4', KINDRED_ENCODER_BATCH_SIZE: '7' };
    const settings = await settingsWith(env, tuned());
    expect(runSettings(settings, IMAGE)).toEqual({ threads: 4, sessions: 2 });
    expect(sourcedTuning(settings, { url: IMAGE, modality: 'image' }).threads).toEqual({ value: 4, source: 'setting' });
    expect(batchSettings(settings)).toEqual({ imageBatchSize: 7, textBatchSize: 7 });
  });

  it('is what photos want where texts and photos share a thread', async () => {
    const text = tuned({ url: TEXT, modality: 'text', threads: 2, sessions: 1 });
    expect(runSettings(await settingsWith({}, text, tuned()), TEXT, IMAGE)).toEqual({ threads: 1, sessions: 2 });
    expect(runSettings(await settingsWith({}, text, tuned()), TEXT)).toEqual({ threads: 2, sessions: 1 });
  });
});
