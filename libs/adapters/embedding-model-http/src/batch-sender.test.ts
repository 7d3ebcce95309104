import { getEventListeners } from 'node:events';
import { InputAbortedError } from '@kindred/embedding-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BatchSender } from './batch-sender.ts';
import { DEFAULT_LIMITS, type EncoderLimits } from './encoder-settings.ts';
import { RemoteEncoderOverloadedError, RemoteEncoderTimeoutError, RemoteInputRefusedError } from './errors.ts';
import { ManualClock } from './test-fixtures/manual-clock.ts';

interface Sent {
  readonly inputs: readonly string[];
  readonly signal: AbortSignal;
  answer(): Promise<void>;
  refuse(error: Error): Promise<void>;
}

const LINGER = 3;
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A sender whose requests the test answers; the vector of "7" is [7]. */
function harness(limits: Partial<EncoderLimits> = {}) {
  const clock = new ManualClock();
  const sent: Sent[] = [];
  const sender = new BatchSender<string>({
    limits: { ...DEFAULT_LIMITS, maxInputs: 4, lingerMs: LINGER, ...limits },
    clock,
    dimension: 1,
    location: 'http://gpu',
    bytesOf: (text) => text.length,
    send: (inputs, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<Float32Array>();
      sent.push({
        inputs,
        signal,
        answer: () => (resolve(Float32Array.from(inputs, Number)), nextTurn()),
        refuse: (error) => (reject(error), nextTurn()),
      });
      return promise;
    },
  });
  const submit = (inputs: readonly string[], urgent: boolean, signal?: AbortSignal): Promise<number[]> =>
    sender.submit(inputs, { urgent, signal }).then((data) => [...data]);
  return {
    clock,
    sent,
    sender,
    query: (text: string, signal?: AbortSignal) => submit([text], true, signal),
    bulk: (texts: readonly string[], signal?: AbortSignal) => submit(texts, false, signal),
    batches: () => sent.map(({ inputs }) => inputs.join('')),
  };
}

const digits = (text: string): string[] => [...text];

describe('BatchSender', () => {
  it('puts callers into one batch, which waits a few milliseconds for company, and gives each its rows', async () => {
    const { clock, sent, query, batches } = harness();
    const calls = ['1', '2', '3'].map((text) => query(text));
    expect(batches()).toEqual([]);
    clock.fire(LINGER);
    expect(batches()).toEqual(['123']);
    await sent[0]?.answer();
    expect(await Promise.all(calls)).toEqual([[1], [2], [3]]);
    expect(clock.pending).toEqual([]);
  });

  it('lets the next caller wait for company again once nothing waits', async () => {
    const { clock, sent, query, batches } = harness();
    void query('1');
    clock.fire(LINGER);
    await sent[0]?.answer();
    void query('2');
    void query('3');
    expect(batches()).toEqual(['1']);
    clock.fire(LINGER);
    expect(batches()).toEqual(['1', '23']);
  });

  it('sends a full batch at once, and the rest when it has waited', async () => {
    const { clock, sent, bulk, batches } = harness();
    const call = bulk(digits('123456'));
    expect(batches()).toEqual(['1234']);
    clock.fire(LINGER);
    expect(batches()).toEqual(['1234', '56']);
    await sent[1]?.answer();
    await sent[0]?.answer();
    expect(await call).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('ends a batch at its bytes, and sends a larger input alone', () => {
    const { clock, bulk, sent } = harness({ maxBatchBytes: 5, maxConcurrent: 9 });
    void bulk(['11', '222', '3', '4444444', '5']);
    clock.fire(LINGER);
    expect(sent.map(({ inputs }) => inputs)).toEqual([['11', '222'], ['3'], ['4444444'], ['5']]);
  });

  it('keeps one request free for queries, which pass an import without waiting for it', async () => {
    const { clock, sent, query, bulk, batches } = harness({ maxConcurrent: 2 });
    void bulk(digits('111122223333'));
    expect(batches()).toEqual(['1111']);
    void query('9');
    clock.fire(LINGER);
    expect(batches()).toEqual(['1111', '9']);
    await sent[0]?.answer();
    expect(batches()).toEqual(['1111', '9', '2222']);
  });

  it('gives the last free request to a query that still waits for company, not to an import', async () => {
    const { clock, sent, query, bulk, batches } = harness({ maxConcurrent: 1 });
    void bulk(digits('11112222'));
    void query('9');
    await sent[0]?.answer();
    expect(batches()).toEqual(['1111', '9']);
    await sent[1]?.answer();
    expect(batches()).toEqual(['1111', '9', '2222']);
    expect(clock.passed).toEqual([]);
  });

  it('lets a query wait for company beside an import while there are requests for both', () => {
    const { clock, query, bulk, batches } = harness({ maxConcurrent: 3 });
    void query('8');
    void bulk(digits('1111'));
    expect(batches()).toEqual(['1111']);
    void query('9');
    clock.fire(LINGER);
    expect(batches()).toEqual(['1111', '89']);
  });

  it('gives an import its turn after four batches of queries where there is one request at a time', async () => {
    const { clock, sent, query, bulk, batches } = harness({ maxConcurrent: 1, maxInputs: 1 });
    void bulk(digits('12'));
    for (const text of digits('345678')) void query(text);
    for (let i = 0; i < 8; i++) await sent[i]?.answer();
    expect(batches()).toEqual(['1', '3', '4', '5', '6', '2', '7', '8']);
    expect(clock.pending).toEqual([]);
  });

  it('lets imports take turns', async () => {
    const { sent, bulk, batches } = harness({ maxConcurrent: 1 });
    void bulk(digits('111111111111'));
    void bulk(digits('2222'));
    await sent[0]?.answer();
    await sent[1]?.answer();
    expect(batches()).toEqual(['1111', '1111', '2222']);
  });

  it('never has more requests under way than allowed', async () => {
    const { sent, bulk, batches } = harness({ maxConcurrent: 3 });
    void bulk(digits('1'.repeat(40)));
    expect(batches()).toHaveLength(2);
    await sent[0]?.answer();
    expect(batches()).toHaveLength(3);
  });

  it('refuses what would wait too long, unless nothing waits, and takes calls again when there is room', async () => {
    const { sent, bulk, clock } = harness({ maxConcurrent: 1, maxWaitingInputs: 6 });
    const large = bulk(digits('1'.repeat(11)));
    const refusal: unknown = await bulk(['2']).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RemoteEncoderOverloadedError);
    expect(String(refusal)).toContain(
      "7 inputs wait for encoder server 'http://gpu'; 1 more would exceed maxWaitingInputs (6)",
    );
    await sent[0]?.answer();
    const small = bulk(['2']);
    clock.fire(LINGER);
    await sent[1]?.answer();
    await sent[2]?.answer();
    expect(await large).toHaveLength(11);
    expect(await small).toEqual([2]);
  });

  it('forgets the waiting inputs of a caller that leaves, and lets the others of its batch be answered', async () => {
    const { clock, sent, query, batches } = harness();
    const controller = new AbortController();
    const left = query('1', controller.signal);
    const stays = query('2');
    controller.abort();
    await expect(left).rejects.toBeInstanceOf(InputAbortedError);
    clock.fire(LINGER);
    expect(batches()).toEqual(['2']);
    await sent[0]?.answer();
    expect(await stays).toEqual([2]);
  });

  it('leaves nothing on the signal of a caller that was answered', async () => {
    const { clock, sent, query } = harness();
    const { signal } = new AbortController();
    const call = query('1', signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    clock.fire(LINGER);
    await sent[0]?.answer();
    expect(await call).toEqual([1]);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('ends a request once all of its callers have left, not before', async () => {
    const { clock, sent, query } = harness();
    const controllers = [new AbortController(), new AbortController()];
    const calls = controllers.map(({ signal }, i) => query(String(i), signal));
    clock.fire(LINGER);
    controllers[0]?.abort();
    expect(sent[0]?.signal.aborted).toBe(false);
    controllers[1]?.abort();
    expect(sent[0]?.signal.aborted).toBe(true);
    for (const call of calls) await expect(call).rejects.toBeInstanceOf(InputAbortedError);
  });

  it('gives a call up that makes no progress, and says how far it came', async () => {
    const { clock, sent, bulk } = harness({ timeoutMs: 500, maxConcurrent: 1 });
    const call = bulk(digits('12345678'));
    const rejection = expect(call).rejects.toThrow('(4 of 8 inputs embedded) within 500 ms');
    await sent[0]?.answer();
    clock.fire(500);
    await rejection;
    await expect(call).rejects.toBeInstanceOf(RemoteEncoderTimeoutError);
    expect(sent[1]?.signal.aborted).toBe(true);
  });

  it('fails every caller of a batch that fails as a whole', async () => {
    const { clock, sent, query } = harness();
    const calls = ['1', '2'].map((text) => query(text));
    clock.fire(LINGER);
    const outcomes = Promise.allSettled(calls);
    await sent[0]?.refuse(new Error('down'));
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(sent).toHaveLength(1);
  });

  it('gives every caller its own rows and fails exactly the callers of refused inputs, whatever the calls', async () => {
    const call = fc.record({
      urgent: fc.boolean(),
      inputs: fc.array(fc.integer({ min: -20, max: 99 }), { minLength: 1 }),
    });
    const limits = fc.record({
      maxInputs: fc.integer({ min: 1, max: 7 }),
      maxBatchBytes: fc.integer({ min: 1, max: 12 }),
      maxConcurrent: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 12 }), limits, async (calls, chosen) => {
        const sender = new BatchSender<number>({
          limits: { ...DEFAULT_LIMITS, ...chosen },
          clock: new ManualClock(1000),
          dimension: 2,
          location: 'http://gpu',
          bytesOf: (input) => String(input).length,
          send: async (inputs) => {
            expect(inputs.length).toBeLessThanOrEqual(chosen.maxInputs);
            if (inputs.some((input) => input < 0))
              throw new RemoteInputRefusedError('http://gpu', { status: 422, words: 'no' });
            return Float32Array.from(inputs.flatMap((input) => [input, input + 0.5]));
          },
        });
        const outcomes = await Promise.allSettled(
          calls.map(({ inputs, urgent }) => sender.submit(inputs, { urgent, signal: undefined })),
        );
        outcomes.forEach((outcome, i) => {
          const inputs = calls[i]?.inputs ?? [];
          const good = inputs.every((input) => input >= 0);
          expect(outcome.status).toBe(good ? 'fulfilled' : 'rejected');
          if (outcome.status === 'fulfilled')
            expect([...outcome.value]).toEqual(inputs.flatMap((input) => [input, input + 0.5]));
          else expect(inputs[(outcome.reason as RemoteInputRefusedError).index ?? 0]).toBeLessThan(0);
        });
      }),
      { numRuns: 200 },
    );
  });
});
