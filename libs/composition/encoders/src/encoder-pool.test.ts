import { fileURLToPath } from 'node:url';
import { HashImageEmbeddingModel, HashTextEmbeddingModel } from '@kindred/embedding-model/testing';
import { readEncoderSettings } from '@kindred/embedding-model-onnx/settings';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EncoderPool } from './encoder-pool.ts';
import type { OpenedModels } from './opened-models.ts';

/** A text model that can be made to wait within a call. */
class GatedTextModel extends HashTextEmbeddingModel {
  gate: Promise<void> = Promise.resolve();

  override async embedQuery(text: string): Promise<Float32Array> {
    await this.gate;
    return super.embedQuery(text);
  }
}

/** A pool that opens texts of `onnx:<dimension>`, and both towers of `onnx:both`; `log` has what was opened and closed. */
function openPool({ maxOpen = 2, idleSeconds = 600 } = {}) {
  const log: string[] = [];
  const models = new Map<string, GatedTextModel>();
  const time = { now: 0 };
  const encoders = readEncoderSettings(
    {
      KINDRED_TEXT_ENCODER: 'onnx:16',
      KINDRED_IMAGE_ENCODER: 'onnx:both',
      KINDRED_TEXT_TOWER: 'at-start',
      KINDRED_MAX_OPEN_ENCODERS: String(maxOpen),
      KINDRED_ENCODER_IDLE_SECONDS: String(idleSeconds),
    },
    '.',
  );
  const open = async (url: string): Promise<OpenedModels> => {
    if (url === 'onnx:broken') throw new Error('no such file');
    log.push(`open ${url}`);
    const text = new GatedTextModel(url === 'onnx:both' ? 8 : Number(url.slice('onnx:'.length)));
    models.set(url, text);
    const close = async (): Promise<void> => {
      log.push(`close ${url}`);
      await text.close();
    };
    return url === 'onnx:both' ? { text, image: new HashImageEmbeddingModel(8), close } : { text, close };
  };
  const run = { onFallback: () => undefined };
  const pool = new EncoderPool({ encoders, modelsDir: '.', run, open, clock: () => time.now });
  onTestFinished(() => pool.close());
  return { pool, log, models, time };
}

describe('EncoderPool', () => {
  it('opens an encoder once, whoever asks for it, with both of its models', async () => {
    const { pool, log } = openPool();
    const [first, second] = await Promise.all([pool.openText('onnx:both'), pool.openText('onnx:both')]);
    expect(second).toBe(first);
    const image = await pool.openImage('onnx:both');
    expect([first.spec.dimension, image.spec.input.width]).toEqual([8, 8]);
    expect(log).toEqual(['open onnx:both']);
  });

  it('makes room by closing the one longest unused, and opens that again when it is needed', async () => {
    const { pool, log, time } = openPool();
    const small = await pool.openText('onnx:8');
    time.now = 1;
    await pool.openText('onnx:16');
    time.now = 2;
    await pool.openText('onnx:24');
    expect(log).toEqual(['open onnx:8', 'open onnx:16', 'close onnx:8', 'open onnx:24']);
    expect(await small.embedQuery('boots')).toHaveLength(8);
    expect(log.slice(4)).toEqual(['close onnx:16', 'open onnx:8']);
    expect(pool.openCount).toBe(2);
  });

  it('closes none that is in use: a further one waits its turn', async () => {
    const { pool, log, models } = openPool({ maxOpen: 1 });
    const text = await pool.openText('onnx:8');
    const gate = Promise.withResolvers<void>();
    const model = models.get('onnx:8') ?? expect.fail();
    model.gate = gate.promise;
    const busy = text.embedQuery('boots');
    const waiting = Promise.all([pool.openText('onnx:16'), pool.openText('onnx:24')]);
    await new Promise(setImmediate);
    expect(log).toEqual(['open onnx:8']);
    gate.resolve();
    expect(await busy).toHaveLength(8);
    expect((await waiting).map(({ spec }) => spec.dimension)).toEqual([16, 24]);
    expect(pool.openCount).toBe(1);
  });

  it('closes those that idle, but for the ones of the settings', async () => {
    const { pool, log, time } = openPool({ maxOpen: 4, idleSeconds: 10 });
    await pool.openText('onnx:16');
    await pool.openImage('onnx:both');
    await pool.openText('onnx:24');
    time.now = 9_999;
    await pool.closeIdle();
    expect(pool.openCount).toBe(3);
    time.now = 10_000;
    await pool.closeIdle();
    expect(log.filter((line) => line.startsWith('close'))).toEqual(['close onnx:24']);
  });

  it('tries again to open what could not be opened, and refuses the wrong modality', async () => {
    const { pool } = openPool({ maxOpen: 1 });
    await expect(pool.openText('onnx:broken')).rejects.toThrow('no such file');
    await expect(pool.openText('onnx:broken')).rejects.toThrow('no such file');
    await expect(pool.openImage('onnx:16')).rejects.toMatchObject({ code: 'ENCODER_MODALITY' });
    expect((await pool.openText('onnx:16')).spec.dimension).toBe(16);
  });

  it('of the bundled pair, gives each URL only for its modality', async () => {
    const modelsDir = fileURLToPath(new URL('../../../../models', import.meta.url));
    const run = { onFallback: () => undefined };
    const pool = new EncoderPool({ encoders: readEncoderSettings({}, '.'), modelsDir, run });
    onTestFinished(() => pool.close());
    const [text, image] = [await pool.openText(pool.defaults.text), await pool.openImage(pool.defaults.image)];
    expect([text.spec.modelId, image.spec.modelId, pool.openCount]).toEqual([
      pool.defaults.text,
      pool.defaults.image,
      1,
    ]);
    await expect(pool.openImage(pool.defaults.text)).rejects.toMatchObject({ code: 'ENCODER_MODALITY' });
  });

  it('gives no vectors of another model when an encoder comes back as one', async () => {
    const { pool, models } = openPool({ maxOpen: 1 });
    const text = await pool.openText('onnx:8');
    await pool.openText('onnx:16');
    const embedding = text.embedQuery('boots');
    await new Promise(setImmediate);
    const reopened = models.get('onnx:8') ?? expect.fail();
    expect(await embedding).toHaveLength(8);
    Object.assign(reopened, { spec: { ...reopened.spec, revision: '2' } });
    await expect(text.embedQuery('boots')).rejects.toMatchObject({ code: 'ENCODER_CHANGED' });
  });

  it('refuses calls once it is closed, those that wait included', async () => {
    const { pool, models } = openPool({ maxOpen: 1 });
    const text = await pool.openText('onnx:8');
    const gate = Promise.withResolvers<void>();
    (models.get('onnx:8') ?? expect.fail()).gate = gate.promise;
    const busy = text.embedQuery('boots');
    const waiting = pool.openText('onnx:16');
    const refused = expect(waiting).rejects.toMatchObject({ code: 'MODEL_CLOSED' });
    const ended = expect(busy).rejects.toMatchObject({ code: 'MODEL_CLOSED' });
    await new Promise(setImmediate);
    await pool.close();
    gate.resolve();
    await Promise.all([refused, ended]);
    await expect(text.embedQuery('boots')).rejects.toMatchObject({ code: 'MODEL_CLOSED' });
  });
});
