import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ImageSource, type ImageSourceOptions } from './image-source.ts';
import { PhotoServer, type Handler } from './test-fixtures/photo-server.ts';
import { twoTone } from './test-fixtures/pictures.ts';
import { RecordedTimers } from './test-fixtures/recorded-timers.ts';

const server = new PhotoServer();
let dir: string;
let photo: Buffer;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kindred-retries-'));
  photo = await (await twoTone([200, 0, 0], [0, 0, 200])).png().toBuffer();
  await server.listen();
});
afterAll(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});
afterEach(() => {
  server.routes.clear();
  server.requests.length = 0;
});

const whole: Handler = (_, response) => response.writeHead(200).end(photo);
const status =
  (code: number, headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    response.writeHead(code, headers).end();
const reset: Handler = (request) => request.socket.resetAndDestroy();
const broken: Handler = (_, response) =>
  response.writeHead(200, { 'content-length': photo.length }).write(photo.subarray(0, 100), () => response.destroy());

/** Answers one after the other; the last one again and again. */
function answer(...handlers: Handler[]): void {
  let at = 0;
  server.routes.set('/boot.png', (request, response) =>
    handlers[Math.min(at++, handlers.length - 1)]?.(request, response),
  );
}

async function load(timers: RecordedTimers, options: Partial<ImageSourceOptions> = {}): Promise<unknown> {
  const source = await ImageSource.open({ uploadDir: dir, allowPrivateAddresses: true, timers, ...options });
  const url = `${server.base}/boot.png`;
  const outcome = await source.load(url).catch((error: unknown) => error);
  await source.close();
  return outcome;
}

describe('ImageSource tries again', () => {
  it.each([
    ['a reset connection', reset],
    ['a body that breaks off', broken],
    ['429', status(429)],
    ['408', status(408)],
    ['500', status(500)],
    ['503', status(503)],
  ])('after %s, waiting longer each time', async (_, failure) => {
    const timers = new RecordedTimers();
    answer(failure, failure, whole);
    expect(await load(timers)).toMatchObject({ bytes: photo });
    expect(timers.waits).toEqual([125, 250]);
  });

  it.each([
    ['404', status(404), 'the server answered 404'],
    ['403', status(403), 'the server answered 403'],
    ['410', status(410), 'the server answered 410'],
  ])('not after %s', async (_, failure, told) => {
    const timers = new RecordedTimers();
    answer(failure, whole);
    expect(((await load(timers)) as Error).message).toContain(told);
    expect(timers.waits).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it('so often as it is told, and says so', async () => {
    const timers = new RecordedTimers();
    answer(status(503));
    const problem = await load(timers, { tries: 4 });
    expect(problem).toMatchObject({ code: 'IMAGE_UNAVAILABLE' });
    expect((problem as Error).message).toContain('the server answered 503, 4 times in a row');
    expect(server.requests).toHaveLength(4);
  });

  it('after as long as the server asks, in seconds or by the clock', async () => {
    const timers = new RecordedTimers();
    const date = new Date(timers.nowMs + 6_000).toUTCString();
    answer(status(429, { 'retry-after': '2' }), status(503, { 'retry-after': date }), whole);
    expect(await load(timers)).toMatchObject({ bytes: photo });
    // 2 s and jitter; the date is then 6 - 2.125 s away.
    expect(timers.waits).toEqual([2125, 4125]);
  });

  it('not when the server asks for more time than there is', async () => {
    const timers = new RecordedTimers();
    answer(status(429, { 'retry-after': '60' }), whole);
    const problem = (await load(timers)) as Error;
    expect(problem.message).toContain('the server answered 429 and asks to wait 60 s, and no time is left');
    expect(timers.waits).toEqual([]);
  });

  it('with other jitter for other chance, so that many do not come back at once', async () => {
    const timers = new RecordedTimers({ chance: 0.9 });
    answer(reset, whole);
    await load(timers);
    expect(timers.waits).toEqual([225]);
  });

  it('stops waiting when its caller leaves', async () => {
    const controller = new AbortController();
    const timers = new RecordedTimers();
    const wait = (_: number, signal: AbortSignal): Promise<void> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        controller.abort(new Error('shopper left'));
      });
    answer(reset);
    const source = await ImageSource.open({
      uploadDir: dir,
      allowPrivateAddresses: true,
      timers: { now: () => timers.now(), random: () => 0, wait },
    });
    await expect(source.load(`${server.base}/boot.png`, { signal: controller.signal })).rejects.toMatchObject({
      code: 'IMAGE_LOAD_ABORTED',
    });
    await source.close();
  });
});

describe('ImageSource reads from one host', () => {
  it('so many photos at a time', async () => {
    let most = 0;
    const open: ServerResponse[] = [];
    server.routes.set('/boot.png', (_, response) => {
      most = Math.max(most, open.push(response));
      // Nobody is answered before three are there; so fewer at a time would never end, and more would be seen.
      if (open.length === 3) setImmediate(() => open.splice(0).forEach((waiting) => waiting.end(photo)));
    });
    const source = await ImageSource.open({ uploadDir: dir, allowPrivateAddresses: true, loadsPerHost: 3 });
    const loads = Array.from({ length: 30 }, () => source.load(`${server.base}/boot.png`));
    expect((await Promise.all(loads)).every(({ bytes }) => photo.equals(bytes))).toBe(true);
    expect(most).toBe(3);
    await source.close();
  });
});
