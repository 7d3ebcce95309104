import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelFileError } from '../errors.ts';
import { EncoderFolder } from '../test-fixtures/encoder-folder.ts';
import { COMMIT, HubServer } from '../test-fixtures/hub-server.ts';
import { HubRefusedError, HubUnreachableError, ModelNotCachedError } from './errors.ts';
import type { HubSettings } from './hub-settings.ts';
import { HubSnapshot } from './hub-snapshot.ts';

const GRAPH = Buffer.from('graph '.repeat(5_000));
const ID = { owner: 'acme', name: 'dino', revision: COMMIT };

let hub: HubServer;
let cache: EncoderFolder;
beforeEach(async () => {
  hub = await HubServer.start('acme/dino');
  cache = await EncoderFolder.make();
  hub.add('config.json', { model_type: 'vit' });
  hub.add('onnx/model.onnx', GRAPH);
});
afterEach(async () => {
  await hub.stop();
  await cache.remove();
});

const open = (settings: Partial<HubSettings> = {}, revision = COMMIT) =>
  HubSnapshot.open({ ...ID, revision }, { cacheDir: cache.path, endpoint: hub.endpoint, ...settings });
const graph = async (settings?: Partial<HubSettings>) => (await open(settings)).file('onnx/model.onnx');
const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);
const leftovers = async () =>
  (await readdir(cache.path, { recursive: true })).filter(
    (name) => name.endsWith('.incomplete') || name.endsWith('.onnx'),
  );

describe('HubSnapshot', () => {
  it('brings a file once, into the layout of huggingface_hub', async () => {
    const path = await graph();
    expect(path).toBe(join(cache.path, 'models--acme--dino', 'snapshots', COMMIT, 'onnx/model.onnx'));
    expect(await readFile(path)).toEqual(GRAPH);
    const asked = hub.requests.length;
    expect(await graph()).toBe(path);
    expect(hub.requests.length).toBe(asked);
  });

  it('brings what is asked for and nothing else', async () => {
    hub.add('onnx/model_fp16.onnx', GRAPH);
    await graph();
    expect(hub.requests.map(({ path }) => path)).toEqual([
      `/api/models/acme/dino/revision/${COMMIT}`,
      `/acme/dino/resolve/${COMMIT}/onnx/model.onnx`,
    ]);
  });

  it('pins a name to the commit that it had at first', async () => {
    expect((await open({}, 'main')).commit).toBe(COMMIT);
    const asked = hub.requests.length;
    expect((await open({}, 'main')).commit).toBe(COMMIT);
    expect(hub.requests.length).toBe(asked);
    expect((await open({ offline: true }, 'main')).commit).toBe(COMMIT);
  });

  it('goes on where a transfer stopped', async () => {
    hub.behaviour.stalls = 1;
    expect(await readFile(await graph({ timeoutMs: 500 }))).toEqual(GRAPH);
    expect(hub.requests.slice(1).map(({ range }) => range)).toEqual([undefined, `bytes=${String(GRAPH.length / 2)}-`]);
  });

  it('tries again after transfers that broke', async () => {
    hub.behaviour.breakTransfers = 2;
    expect(await readFile(await graph())).toEqual(GRAPH);
  });

  it('starts again where the server has no ranges', async () => {
    Object.assign(hub.behaviour, { stalls: 1, withoutRanges: true });
    expect(await readFile(await graph({ timeoutMs: 500 }))).toEqual(GRAPH);
  });

  it('gives up after the retries, says what to do, and leaves nothing half-written', async () => {
    hub.behaviour.breakTransfers = 100;
    const error = await failure(graph({ retries: 1 }));
    expect(error).toBeInstanceOf(HubUnreachableError);
    for (const advice of ['mirror', 'fill the cache', 'offline', 'bundled:'])
      expect((error as Error).message).toContain(advice);
    expect(await leftovers()).toEqual([]);
  });

  it('waits no longer than the timeout for a byte', async () => {
    hub.behaviour.stalls = 100;
    const error = await failure(graph({ timeoutMs: 60, retries: 0 }));
    expect(error).toMatchObject({
      code: 'HUB_UNREACHABLE',
      message: expect.stringContaining('no byte for 60 ms') as string,
    });
    expect(await leftovers()).toEqual([]);
  });

  it('stops when its caller does', async () => {
    hub.behaviour.stalls = 100;
    const controller = new AbortController();
    const bringing = failure(graph({ signal: controller.signal }));
    controller.abort(new Error('shut down'));
    expect(await bringing).toMatchObject({ message: 'shut down' });
  });

  it('tries again after the server failed', async () => {
    hub.behaviour.failures = 1;
    expect(existsSync(await graph())).toBe(true);
  });

  it('says so when nobody listens', async () => {
    await hub.stop();
    expect(await failure(graph({ retries: 0 }))).toBeInstanceOf(HubUnreachableError);
  });

  it.each(['onnx/model.onnx', 'config.json'])('refuses %s with another digest than listed', async (path) => {
    hub.behaviour.wrongDigests = true;
    const error = await failure((await open()).file(path));
    expect(error).toBeInstanceOf(ModelFileError);
    expect((error as Error).message).toContain('came damaged');
    expect(await leftovers()).toEqual([]);
  });

  it('checks the ETag where a mirror lists no digests', async () => {
    hub.behaviour.withoutDigests = true;
    expect(await readFile(await graph())).toEqual(GRAPH);
  });

  it('sends the token to the hub, not to the storage that it sends on to, and keeps it out of errors', async () => {
    const storage = await HubServer.start('acme/dino');
    try {
      storage.add('onnx/model.onnx', GRAPH);
      Object.assign(hub.behaviour, { token: 'hf_sekret', storage: storage.endpoint });
      expect(await readFile(await graph({ token: 'hf_sekret' }))).toEqual(GRAPH);
      expect(hub.requests.map(({ token }) => token)).toEqual(['Bearer hf_sekret', 'Bearer hf_sekret']);
      expect(storage.requests.map(({ token }) => token)).toEqual([undefined]);
      storage.files.clear();
      hub.add('onnx/other.onnx', GRAPH);
      const refused = await failure((await open({ token: 'hf_sekret' })).file('onnx/other.onnx'));
      expect(refused).toBeInstanceOf(HubRefusedError);
      expect(inspect(refused, { depth: 9 })).not.toContain('sekret');
    } finally {
      await storage.stop();
    }
  });

  it('sends the token, and says what 401 and 404 mean', async () => {
    hub.behaviour.token = 'secret';
    const refused = await failure(graph());
    expect(refused).toBeInstanceOf(HubRefusedError);
    expect(refused).toMatchObject({
      status: 401,
      message: expect.stringContaining('gated, private or misspelt') as string,
    });
    expect(existsSync(await graph({ token: 'secret' }))).toBe(true);
    const missing = await failure((await open({ token: 'secret' })).file('absent.json'));
    expect(missing).toMatchObject({ code: 'HUB_REFUSED', status: 404 });
  });

  it('asks nobody offline, and names the file that the cache lacks', async () => {
    expect(await failure(graph({ offline: true }))).toBeInstanceOf(ModelNotCachedError);
    expect(((await failure(open({ offline: true }, 'main'))) as Error).message).toContain('refs/main');
    const folder = join(cache.path, 'models--acme--dino', 'snapshots', COMMIT, 'onnx');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'model.onnx'), GRAPH);
    expect(await graph({ offline: true })).toBe(join(folder, 'model.onnx'));
    expect(hub.requests).toEqual([]);
  });
});
