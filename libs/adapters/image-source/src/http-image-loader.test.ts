import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResolveHost } from './guarded-agent.ts';
import { ImageSource, type ImageSourceOptions } from './image-source.ts';
import { twoTone } from './test-fixtures/pictures.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

describe('ImageSource over HTTP', () => {
  let server: Server;
  let base: string;
  let dir: string;
  let photo: Buffer;
  const requests: string[] = [];
  const routes = new Map<string, Handler>();
  const redirect =
    (to: string): Handler =>
    (_, response) =>
      response.writeHead(302, { location: to }).end();

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'kindred-http-'));
    photo = await (await twoTone([200, 0, 0], [0, 0, 200])).png().toBuffer();
    server = createServer((request, response) => {
      const path = request.url ?? '';
      requests.push(`${request.headers.host ?? ''}${path}`);
      const handler = routes.get(path) ?? ((_, answer) => answer.writeHead(404).end());
      handler(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    routes.set('/boot.png', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(photo));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(dir, { recursive: true });
  });

  /** Loads with 127.0.0.1 standing for the public internet. */
  async function load(url: string, options: Partial<ImageSourceOptions> = {}, signal?: AbortSignal): Promise<unknown> {
    const isAllowedAddress = (address: string): boolean => address === '127.0.0.1';
    const source = await ImageSource.open({ uploadDir: dir, isAllowedAddress, maxBytes: 100_000, ...options });
    try {
      return await source.load(url, signal === undefined ? {} : { signal }).catch((error: unknown) => error);
    } finally {
      await source.close();
    }
  }

  it('loads a photo by its bytes, whatever its type is said to be', async () => {
    expect(await load(`${base}/boot.png`)).toMatchObject({ bytes: photo });
  });

  it('refuses private addresses by default, however they are written, without a request', async () => {
    const port = new URL(base).port;
    const hosts = ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '127.1', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0'];
    const before = requests.length;
    const source = await ImageSource.open({ uploadDir: dir });
    for (const host of hosts) {
      const problem = await source.load(`http://${host}:${port}/boot.png`).catch((error: unknown) => error);
      expect(problem, host).toMatchObject({ code: 'IMAGE_URL_REFUSED' });
    }
    await source.close();
    expect(requests.length).toBe(before);
  });

  it('allows them when told to', async () => {
    const source = await ImageSource.open({ uploadDir: dir, allowPrivateAddresses: true });
    expect(Buffer.compare((await source.load(`${base}/boot.png`)).bytes, photo)).toBe(0);
    await source.close();
  });

  it('follows redirects', async () => {
    routes.set('/moved', redirect('/boot.png'));
    expect(await load(`${base}/moved`)).toMatchObject({ bytes: photo });
  });

  it.each([
    'http://127.0.0.2/boot.png',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/boot.png',
    'file:///etc/passwd',
    'data:image/png,x',
  ])('refuses a redirect to %s', async (target) => {
    routes.set('/away', redirect(target));
    expect(await load(`${base}/away`)).toMatchObject({ code: 'IMAGE_URL_REFUSED' });
  });

  it('refuses a redirect to a name that resolves to a private address', async () => {
    routes.set('/inside', redirect('http://intranet.example/boot.png'));
    const resolveHost: ResolveHost = (_, done) => done(null, [{ address: '10.0.0.7', family: 4 }]);
    const problem = (await load(`${base}/inside`, { resolveHost })) as Error;
    expect(problem).toMatchObject({ code: 'IMAGE_URL_REFUSED' });
    expect(problem.message).toContain('10.0.0.7');
  });

  it('connects to the very addresses that it checked, one resolution per connection', async () => {
    let asked = 0;
    // Public at first, private ever after: what a rebinding name server does.
    const resolveHost: ResolveHost = (_, done) =>
      done(null, [{ address: asked++ === 0 ? '127.0.0.1' : '10.0.0.7', family: 4 }]);
    const url = `http://rebind.example:${new URL(base).port}/boot.png`;
    expect(await load(url, { resolveHost })).toMatchObject({ bytes: photo });
    expect(asked).toBe(1);
    expect(await load(url, { resolveHost })).toMatchObject({ code: 'IMAGE_URL_REFUSED' });
  });

  it('refuses a name with one private address among its addresses', async () => {
    const both = ['127.0.0.1', '192.168.0.1'].map((address) => ({ address, family: 4 }));
    expect(await load('http://mixed.example/a.png', { resolveHost: (_, done) => done(null, both) })).toMatchObject({
      code: 'IMAGE_URL_REFUSED',
    });
  });

  it('follows at most five redirects', async () => {
    routes.set('/circle', redirect('/circle'));
    const before = requests.length;
    expect(await load(`${base}/circle`)).toMatchObject({ code: 'IMAGE_UNAVAILABLE' });
    expect(requests.length - before).toBe(6);
  });

  it('reads from allowed hosts only, redirects included', async () => {
    routes.set('/elsewhere', redirect('http://other.example/boot.png'));
    const resolveHost: ResolveHost = (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);
    const { port } = new URL(base);
    const options = { allowedHosts: ['*.shop.example'], resolveHost };
    expect(await load(`http://img.shop.example:${port}/boot.png`, options)).toMatchObject({ bytes: photo });
    for (const host of ['shop.example', 'evilshop.example', 'img.shop.example.evil']) {
      expect(await load(`http://${host}:${port}/boot.png`, options), host).toMatchObject({ code: 'IMAGE_URL_REFUSED' });
    }
    expect(await load(`http://img.shop.example:${port}/elsewhere`, options)).toMatchObject({
      code: 'IMAGE_URL_REFUSED',
    });
  });

  it('says of a private address that it is one, and not how to allow it', async () => {
    const problem = (await load('http://10.0.0.7/boot.png', { allowedHosts: ['*.shop.example'] })) as Error;
    expect(problem.message).toContain('10.0.0.7 is not a public address');
  });

  it('stops an endless body at the limit', async () => {
    let sent = 0;
    routes.set('/endless', (_, response) => {
      const push = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384, 1))) sent += 16_384;
      };
      response.on('drain', push);
      push();
    });
    expect(await load(`${base}/endless`)).toMatchObject({ code: 'IMAGE_TOO_LARGE' });
    expect(sent).toBeLessThan(20_000_000);
  });

  it('refuses a length above the limit before reading', async () => {
    routes.set('/announced', (_, response) => response.writeHead(200, { 'content-length': 100_001 }).write('x'));
    expect(((await load(`${base}/announced`)) as Error).message).toContain('100001 bytes; at most 100000 bytes');
  });

  it.each(['/slow-body', '/slow-header'])('gives up on %s after timeoutMs', async (path) => {
    routes.set('/slow-body', (_, response) => response.writeHead(200).write(photo.subarray(0, 20)));
    routes.set('/slow-header', () => undefined);
    const problem = (await load(`${base}${path}`, { timeoutMs: 100 })) as Error;
    expect(problem).toMatchObject({ code: 'IMAGE_TIMEOUT' });
    expect(problem.message).toContain('longer than 100 ms');
  });

  it('stops when its caller aborts', async () => {
    const controller = new AbortController();
    routes.set('/abort', (_, response) => {
      response.writeHead(200).write(photo.subarray(0, 20));
      controller.abort(new Error('shopper left'));
    });
    expect(await load(`${base}/abort`, {}, controller.signal)).toMatchObject({ code: 'IMAGE_LOAD_ABORTED' });
  });

  it('names what came instead of a photo', async () => {
    routes.set('/page', (_, response) =>
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<html>Log in</html>'),
    );
    routes.set('/empty', (_, response) => response.writeHead(200).end());
    routes.set('/broken', (_, response) =>
      response.writeHead(200, { 'content-length': 900 }).write('x', () => response.destroy()),
    );
    expect(await load(`${base}/page`)).toMatchObject({ code: 'NOT_AN_IMAGE', looksLike: 'an HTML page' });
    expect(await load(`${base}/empty`)).toMatchObject({ code: 'NOT_AN_IMAGE', looksLike: 'nothing (0 bytes)' });
    expect(await load(`${base}/broken`)).toMatchObject({ code: 'IMAGE_UNAVAILABLE' });
    expect(((await load(`${base}/gone.png`)) as Error).message).toContain('the server answered 404');
    expect(await load('http://nobody.invalid/a.png')).toMatchObject({ code: 'IMAGE_UNAVAILABLE' });
  });

  it('keeps credentials and queries out of its messages', async () => {
    const url = base.replace('http://', 'http://user:secret@');
    const { message } = (await load(`${url}/gone.png?token=hidden`)) as Error;
    expect(message).toContain('/gone.png');
    expect(message).not.toMatch(/secret|hidden/);
  });
});
