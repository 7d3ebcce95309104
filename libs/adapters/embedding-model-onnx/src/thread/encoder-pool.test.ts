import { InputAbortedError, ModelClosedError } from '@kindred/embedding-model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EncoderCrashedError, EncoderOverloadedError, EncoderTimeoutError, EncodingFailedError } from '../errors.ts';
import { loadScripted, openScriptedPool, textCall } from '../test-fixtures/scripted-thread.ts';
import type { EncoderPool } from './encoder-pool.ts';
import { EncoderThread } from './encoder-thread.ts';

const closed = new ModelClosedError('test');
const outcome = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('EncoderPool', () => {
  let pool: EncoderPool;
  beforeEach(async () => {
    pool = openScriptedPool();
    await loadScripted(pool);
  });
  afterEach(() => pool.close(closed));

  it('puts the rows of all chunks in their places', async () => {
    expect(await pool.submit(textCall(['a', 'bbb', 'cc']))).toEqual(Float32Array.of(1, 3, 2));
  });

  it('rejects every pending call when the thread throws, names the cause, and starts again at the next call', async () => {
    const crashing = outcome(pool.submit(textCall(['crash', 'a'])));
    const waiting = outcome(pool.submit(textCall(['a', 'b'])));
    expect(await crashing).toBeInstanceOf(EncoderCrashedError);
    expect(await waiting).toBeInstanceOf(EncoderCrashedError);
    expect(((await crashing) as Error).message).toContain('out of luck');
    expect(await pool.submit(textCall(['dddd']))).toEqual(Float32Array.of(4));
  });

  it('says so when the thread leaves by itself', async () => {
    const left = await outcome(pool.submit(textCall(['exit'])));
    expect(left).toMatchObject({ code: 'ENCODER_CRASHED', message: expect.stringContaining('exit code 9') as string });
  });

  it('says so when the thread does not start, or a model does not load', async () => {
    const broken = openScriptedPool({}, "throw new Error('no runtime')");
    expect(await outcome(loadScripted(broken))).toMatchObject({ code: 'ENCODER_CRASHED' });
    await broken.close(closed);
    expect(await outcome(loadScripted(pool, 'cpu', 13))).toMatchObject({ code: 'ENCODING_FAILED' });
  });

  it('fails only the call whose chunk failed', async () => {
    const failing = outcome(pool.submit(textCall(['fail'])));
    const fine = pool.submit(textCall(['aa']));
    expect(await failing).toBeInstanceOf(EncodingFailedError);
    expect(((await failing) as Error).message).toContain('no such word');
    expect(await fine).toEqual(Float32Array.of(2));
  });

  it('gives up on a call without progress', async () => {
    const error = await outcome(pool.submit(textCall(['hang', 'a'], { timeoutMs: 50 })));
    expect(error).toBeInstanceOf(EncoderTimeoutError);
    expect((error as Error).message).toContain('0 of 2 inputs');
  });

  it('rejects an aborted call at once and drops what it had left', async () => {
    const controller = new AbortController();
    const aborted = outcome(pool.submit(textCall(['a', 'b', 'c'], { signal: controller.signal })));
    const other = pool.submit(textCall(['aa', 'bb']));
    controller.abort(new Error('shopper left'));
    expect(await aborted).toBeInstanceOf(InputAbortedError);
    expect(await other).toEqual(Float32Array.of(2, 2));
  });

  it('rejects what is pending when the model is unloaded, or the pool closed', async () => {
    const unloaded = outcome(pool.submit(textCall(['a', 'b'])));
    await pool.unload(1);
    expect(await unloaded).toMatchObject({
      code: 'MODEL_CLOSED',
      message: expect.stringContaining('test:scripted') as string,
    });
    const pending = outcome(pool.submit(textCall(['hang'])));
    await pool.close(closed);
    expect(await pending).toBe(closed);
  });
});

describe('closing an EncoderPool', () => {
  it('waits for what is being loaded and starts nothing meanwhile; then models can be loaded again', async () => {
    const pool = openScriptedPool({ sessions: 2 });
    const loading = outcome(loadScripted(pool));
    const closing = pool.close(closed);
    const refused = outcome(pool.submit(textCall(['a'])));
    expect(await outcome(loadScripted(pool))).toBe(closed);
    expect(await refused).toBe(closed);
    await closing;
    expect(await loading).toBe(closed);
    expect(pool.size).toBe(0);
    await pool.load({ modelId: 'test:again' } as never, { device: 'cpu', onMissingDevice: 'fail', threads: 1 });
    expect(pool.size).toBe(1);
    await pool.close(closed);
  });
});

describe('an EncoderThread', () => {
  const entry = (script: string) => new URL(`data:text/javascript,${encodeURIComponent(script)}`);

  it('refuses requests after it has ended, which nobody would answer', async () => {
    const thread = new EncoderThread(
      entry(`import { parentPort } from 'node:worker_threads';
        parentPort.on('message', () => parentPort.close());
        parentPort.postMessage({ type: 'ready' });`),
    );
    await thread.close();
    expect(await outcome(thread.request({ type: 'unload', model: 1 }, 'unloaded'))).toBeInstanceOf(EncoderCrashedError);
  });

  it('is left to end by itself when a run takes longer than closing may', async () => {
    const thread = new EncoderThread(
      entry(`import { parentPort } from 'node:worker_threads';
        parentPort.on('message', () => undefined);
        parentPort.postMessage({ type: 'ready' });
        setTimeout(() => parentPort.close(), 500);`),
    );
    await thread.close(10);
    const ended = thread.exited.then(() => 'ended');
    expect(await Promise.race([ended, Promise.resolve('under way')])).toBe('under way');
    expect(await ended).toBe('ended');
  });
});

describe('EncoderPool with settings', () => {
  let pool: EncoderPool | undefined;
  afterEach(() => pool?.close(closed));

  it('refuses a call beyond maxWaiting, but takes a large one when nothing waits', async () => {
    pool = openScriptedPool({ maxWaiting: 3 });
    await loadScripted(pool);
    const large = pool.submit(textCall(['a', 'b', 'c', 'd']));
    const refused = await outcome(pool.submit(textCall(['e'])));
    expect(refused).toBeInstanceOf(EncoderOverloadedError);
    expect((refused as Error).message).toContain('4 inputs are waiting, at most 3 may');
    expect(await large).toEqual(Float32Array.of(1, 1, 1, 1));
    expect(await pool.submit(textCall(['e']))).toEqual(Float32Array.of(1));
  });

  it('works on as many runs at a time as it has threads', async () => {
    pool = openScriptedPool({ sessions: 2 });
    await loadScripted(pool);
    const stuck = outcome(pool.submit(textCall(['hang'])));
    expect(await pool.submit(textCall(['aa', 'b', 'ccc']))).toEqual(Float32Array.of(2, 1, 3));
    await pool.close(closed);
    expect(await stuck).toBe(closed);
  });

  it('computes waiting calls together on an accelerator, up to a full run, and fails only the one that fails', async () => {
    pool = openScriptedPool();
    await loadScripted(pool, 'webgpu');
    const first = pool.submit(textCall(['a']));
    const calls = ['bb', 'ccc', 'fail', 'dddd', 'eeeee'].map((text) =>
      outcome(pool?.submit(textCall([text])) ?? first),
    );
    expect(await first).toEqual(Float32Array.of(1));
    const [bb, ccc, fail, dddd, eeeee] = await Promise.all(calls);
    expect([bb, ccc, dddd]).toEqual([3002, 3003, 3004].map((value) => Float32Array.of(value)));
    expect(fail).toBeInstanceOf(EncodingFailedError);
    expect(eeeee).toEqual(Float32Array.of(5));
  });

  it('keeps calls apart on the CPU', async () => {
    pool = openScriptedPool();
    await loadScripted(pool);
    const calls = await Promise.all(['a', 'bb', 'ccc'].map((text) => pool?.submit(textCall([text]))));
    expect(calls).toEqual([1, 2, 3].map((length) => Float32Array.of(length)));
  });
});
