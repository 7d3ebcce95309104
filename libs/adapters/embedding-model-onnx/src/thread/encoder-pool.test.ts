import { InputAbortedError, ModelClosedError } from '@kindred/embedding-model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EncoderThread } from './encoder-thread.ts';
import { EncoderCrashedError, EncoderTimeoutError, EncodingFailedError } from './errors.ts';
import { openScriptedThread, textCall } from './test-fixtures/scripted-thread.ts';

const closed = new ModelClosedError('test');
const outcome = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('EncoderThread', () => {
  let thread: EncoderThread;
  beforeEach(() => {
    thread = openScriptedThread();
  });
  afterEach(() => thread.close(closed));

  it('puts the rows of all chunks in their places', async () => {
    expect(await thread.submit(textCall(['a', 'bbb', 'cc']))).toEqual(Float32Array.of(1, 3, 2));
  });

  it('rejects every pending call when the thread throws, names the cause, and starts again at the next call', async () => {
    const crashing = outcome(thread.submit(textCall(['crash', 'a'])));
    const waiting = outcome(thread.submit(textCall(['a', 'b'])));
    expect(await crashing).toBeInstanceOf(EncoderCrashedError);
    expect(await waiting).toBeInstanceOf(EncoderCrashedError);
    expect(((await crashing) as Error).message).toContain('out of luck');
    expect(await thread.submit(textCall(['dddd']))).toEqual(Float32Array.of(4));
  });

  it('says so when the thread leaves by itself', async () => {
    const left = await outcome(thread.submit(textCall(['exit'])));
    expect(left).toMatchObject({ code: 'ENCODER_CRASHED', message: expect.stringContaining('exit code 9') as string });
  });

  it('says so when the thread does not start', async () => {
    const broken = openScriptedThread("throw new Error('no model')");
    expect(await outcome(broken.submit(textCall(['a'])))).toMatchObject({ code: 'ENCODER_CRASHED' });
    expect(await outcome(broken.start())).toMatchObject({ code: 'ENCODER_CRASHED' });
    await broken.close(closed);
  });

  it('fails only the call whose chunk failed', async () => {
    const failing = outcome(thread.submit(textCall(['fail'])));
    const fine = thread.submit(textCall(['aa']));
    expect(await failing).toBeInstanceOf(EncodingFailedError);
    expect(((await failing) as Error).message).toContain('no such word');
    expect(await fine).toEqual(Float32Array.of(2));
  });

  it('gives up on a call without progress', async () => {
    const error = await outcome(thread.submit(textCall(['hang', 'a'], { timeoutMs: 50 })));
    expect(error).toBeInstanceOf(EncoderTimeoutError);
    expect((error as Error).message).toContain('0 of 2 inputs');
  });

  it('rejects an aborted call at once and drops what it had left', async () => {
    const controller = new AbortController();
    const aborted = outcome(thread.submit(textCall(['a', 'b', 'c'], { signal: controller.signal })));
    const other = thread.submit(textCall(['aa', 'bb']));
    controller.abort(new Error('shopper left'));
    expect(await aborted).toBeInstanceOf(InputAbortedError);
    expect(await other).toEqual(Float32Array.of(2, 2));
  });

  it('rejects what is pending when it is closed', async () => {
    const pending = outcome(thread.submit(textCall(['hang'])));
    await thread.close(closed);
    expect(await pending).toBe(closed);
  });
});
