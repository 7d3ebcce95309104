import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tone, wavUrl } from '@kindred/audio-source/testing';
import { writeSoundEncoder } from '@kindred/embedding-model-onnx/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../config.ts';
import { openAudio } from './open-audio.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-audio-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const open = (environment: Readonly<Record<string, string>> = {}) =>
  openAudio(loadConfig({ KINDRED_DATA_DIR: folder, ...environment }), () => undefined);

test('without a setting there is none', async () => {
  expect(await open()).toBeUndefined();
});

test('reads clips at the rate of the encoder of the setting', async () => {
  const manifest = await writeSoundEncoder(join(folder, 'encoders'));
  const audio = await open({ KINDRED_AUDIO_ENCODER: `onnx:${manifest}`, KINDRED_ENCODER_DIRS: folder });
  const { clip } = (await audio?.clips.load(wavUrl(tone(440, 0.5, 16_000), 16_000))) ?? {};
  expect(clip?.sampleRate).toBe(audio?.model.spec.clip.sampleRate);
  expect((await audio?.model.embedClips(clip === undefined ? [] : [clip]))?.rows).toBe(1);
  await audio?.close();
});

test('an encoder of another modality is refused by the name of the setting', async () => {
  await expect(open({ KINDRED_AUDIO_ENCODER: 'bundled:all-MiniLM-L6-v2' })).rejects.toThrow(
    "KINDRED_AUDIO_ENCODER: 'bundled:all-MiniLM-L6-v2' embeds no sound",
  );
});

test('a server is refused when the settings are read', () => {
  const environment = { KINDRED_AUDIO_ENCODER: 'http:http://gpu:8080/v1?model=m' };
  expect(() => loadConfig(environment)).toThrow('KINDRED_AUDIO_ENCODER: must be onnx: or hf:');
});
