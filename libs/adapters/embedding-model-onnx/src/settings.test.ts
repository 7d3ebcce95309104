import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { ENCODER_SETTINGS, problemsOfEncoderSettings, readEncoderSettings } from './settings.ts';

it('without any setting the bundled encoders run on the CPU, and another device would be an error', () => {
  const env = { KINDRED_TEXT_ENCODER: '', KINDRED_DEVICE: undefined };
  expect(problemsOfEncoderSettings(env)).toEqual([]);
  expect(readEncoderSettings(env, '/data')).toEqual({
    text: 'bundled:all-MiniLM-L6-v2',
    image: 'bundled:efficientnet-lite2',
    textTower: 'on-demand',
    folders: [],
    hub: { cacheDir: '/data/models', offline: false },
    device: 'cpu',
    onMissingDevice: 'fail',
    maxOpen: 4,
    idleMs: 600_000,
    tunings: [],
  });
});

it('reads all of them', () => {
  const env = {
    KINDRED_TEXT_ENCODER: 'http://gpu:8080?model=m',
    KINDRED_IMAGE_ENCODER: 'onnx:/srv/dino.json',
    KINDRED_TEXT_TOWER: 'at-start',
    KINDRED_AUDIO_ENCODER: 'onnx:/srv/clap.json',
    KINDRED_ENCODER_API_KEY: 'secret',
    KINDRED_ENCODER_DIRS: '/srv, encoders,',
    KINDRED_ENCODER_CACHE_DIR: '/cache',
    KINDRED_HUB_URL: 'https://mirror.example',
    KINDRED_HUB_TOKEN: 'hf_1',
    KINDRED_HUB_OFFLINE: 'true',
    KINDRED_DEVICE: 'auto',
    KINDRED_ON_MISSING_DEVICE: 'cpu',
    KINDRED_MAX_OPEN_ENCODERS: '2',
    KINDRED_ENCODER_IDLE_SECONDS: '60',
    KINDRED_ENCODER_THREADS: '2',
    KINDRED_ENCODER_SESSIONS: '3',
    KINDRED_ENCODER_BATCH_SIZE: '64',
  };
  expect(Object.keys(env)).toEqual(ENCODER_SETTINGS);
  expect(problemsOfEncoderSettings(env)).toEqual([]);
  expect(readEncoderSettings(env, '/data')).toEqual({
    text: 'http://gpu:8080?model=m',
    image: 'onnx:/srv/dino.json',
    textTower: 'at-start',
    audio: 'onnx:/srv/clap.json',
    apiKey: 'secret',
    folders: ['/srv', resolve('encoders')],
    hub: { cacheDir: '/cache', endpoint: 'https://mirror.example', token: 'hf_1', offline: true },
    device: 'auto',
    onMissingDevice: 'cpu',
    maxOpen: 2,
    idleMs: 60_000,
    threads: 2,
    sessions: 3,
    batchSize: 64,
    tunings: [],
  });
});

it('names every problem with its key, and no key of a server', () => {
  const env = {
    KINDRED_TEXT_ENCODER: 'http://gpu:8080?model=m&apiKey=sekret',
    KINDRED_IMAGE_ENCODER: 'clip',
    KINDRED_AUDIO_ENCODER: 'clap',
    KINDRED_HUB_URL: 'mirror',
    KINDRED_HUB_TOKEN: 'sekret\n',
    KINDRED_TEXT_TOWER: 'lazy',
    KINDRED_HUB_OFFLINE: 'yes',
    KINDRED_DEVICE: 'gpu',
    KINDRED_ON_MISSING_DEVICE: 'warn',
    KINDRED_MAX_OPEN_ENCODERS: '0',
    KINDRED_ENCODER_IDLE_SECONDS: 'never',
    KINDRED_ENCODER_THREADS: '0',
    KINDRED_ENCODER_SESSIONS: '65',
    KINDRED_ENCODER_BATCH_SIZE: '1.5',
  };
  const problems = problemsOfEncoderSettings(env);
  expect(problems.map((problem) => problem.split(':', 1)[0])).toEqual(Object.keys(env));
  expect(problems.slice(3)).toEqual([
    'KINDRED_HUB_URL: must be an address that begins with http:// or https://',
    'KINDRED_HUB_TOKEN: must be one word without spaces or line breaks',
    'KINDRED_TEXT_TOWER: must be on-demand, at-start, off',
    'KINDRED_HUB_OFFLINE: must be true, false',
    'KINDRED_DEVICE: must be cpu, cuda, webgpu, dml, coreml, auto',
    'KINDRED_ON_MISSING_DEVICE: must be fail, cpu',
    'KINDRED_MAX_OPEN_ENCODERS: must be a whole number from 1 to 64',
    'KINDRED_ENCODER_IDLE_SECONDS: must be a whole number from 1 to 86400',
    'KINDRED_ENCODER_THREADS: must be a whole number from 1 to 64',
    'KINDRED_ENCODER_SESSIONS: must be a whole number from 1 to 64',
    'KINDRED_ENCODER_BATCH_SIZE: must be a whole number from 1 to 1024',
  ]);
  expect(problems.join()).not.toContain('sekret');
  expect(problemsOfEncoderSettings({ KINDRED_AUDIO_ENCODER: 'https://gpu:8080?model=m' })).toEqual([
    'KINDRED_AUDIO_ENCODER: must be onnx: or hf:, for no server can be asked for sound yet',
  ]);
});
