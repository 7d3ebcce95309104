import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { ResolveHost } from '../guarded-agent.ts';
import type { ImageSourceOptions } from '../image-source.ts';
import type { Handler, PhotoServer } from './photo-server.ts';

/** An address that must not give a photo, and how it is refused. `{server}` and `{port}` are those of the test's server. */
export interface HostileAddress {
  readonly name: string;
  readonly url: string;
  readonly code: string;
  /** Part of the sentence. */
  readonly told: string;
  /** What the server answers at `/x`. */
  readonly answer?: Handler;
  readonly options?: Partial<ImageSourceOptions>;
}

const inside = (name: string, url: string): HostileAddress => ({
  name,
  url,
  code: 'IMAGE_URL_REFUSED',
  told: 'not a public address',
});
const to =
  (location: string): Handler =>
  (_, response) =>
    response.writeHead(302, { location }).end();
const send =
  (status: number, headers: Record<string, string | number>, body?: string | Uint8Array): Handler =>
  (_, response) =>
    response.writeHead(status, headers).end(body);
const resolvesTo =
  (...addresses: string[]): ResolveHost =>
  (_, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    );
/** Writes for as long as somebody reads. */
function writeForEver(response: ServerResponse, part: Buffer): void {
  const push = (): void => {
    while (!response.destroyed && response.write(part));
  };
  response.on('drain', push);
  push();
}

const privateAddresses: readonly HostileAddress[] = [
  inside('a private address', 'http://10.0.0.7/a.png'),
  inside('loopback by another number', 'http://127.0.0.2/a.png'),
  inside('loopback as one number', 'http://2130706434/a.png'),
  inside('loopback in hex', 'http://0x7f.2/a.png'),
  inside('loopback in octal', 'http://0177.0.0.2/a.png'),
  inside('the address of nobody', 'http://0.0.0.0/a.png'),
  inside('loopback of IPv6', 'http://[::1]/a.png'),
  inside('IPv4 inside IPv6', 'http://[::ffff:10.0.0.7]/a.png'),
  inside('a link-local address', 'http://[fe80::1]/a.png'),
  inside('the metadata of a cloud', 'http://169.254.169.254/latest/meta-data/'),
  inside('the metadata of a cloud by IPv6', 'http://[fd00:ec2::254]/latest/meta-data/'),
  {
    ...inside('a name with a private address', 'http://intranet.example/a.png'),
    options: { resolveHost: resolvesTo('192.168.1.1') },
  },
  {
    ...inside('a name with a private address among public ones', 'http://mixed.example/a.png'),
    options: { resolveHost: resolvesTo('93.184.216.34', '192.168.1.1') },
  },
  { ...inside('a redirect to a private address', '{server}/x'), answer: to('http://10.0.0.7/a.png') },
  { ...inside('a redirect to the metadata of a cloud', '{server}/x'), answer: to('http://169.254.169.254/') },
  { ...inside('a redirect to loopback of IPv6', '{server}/x'), answer: to('//[::1]/a.png') },
  {
    ...inside('a redirect to a name with a private address', '{server}/x'),
    answer: to('http://intranet.example/a.png'),
    options: { resolveHost: resolvesTo('10.0.0.7') },
  },
];

/** The first answer for a name is the test's server, each later one is private: what a rebinding name server does. */
function rebinding(): ResolveHost {
  let asked = 0;
  return (_, done) => done(null, [{ address: asked++ === 0 ? '127.0.0.1' : '10.0.0.7', family: 4 }]);
}

const refusedAddresses: readonly HostileAddress[] = [
  {
    ...inside('a name that is rebound between two redirects', 'http://rebind.example:{port}/x'),
    answer: (request, response) => {
      // Closed, so that the second hop needs a connection and an answer of its own.
      response.shouldKeepAlive = false;
      response.writeHead(302, { location: `http://rebind.example:${String(request.socket.localPort)}/y` }).end();
    },
    get options() {
      return { resolveHost: rebinding() };
    },
  },
  ...[
    { name: 'a redirect to a file', answer: to('file:///etc/passwd'), told: 'it leads to a file: address' },
    { name: 'a redirect to a data address', answer: to('data:image/png,x'), told: 'it leads to a data: address' },
    { name: 'a redirect to object storage', answer: to('s3://photos/a.png'), told: 'it leads to a s3: address' },
    {
      name: 'a redirect to a host that is not allowed',
      answer: to('http://other.example/a.png'),
      told: 'files may not be read from other.example',
      options: { allowedHosts: ['127.0.0.1'] },
    },
  ].map((address) => ({ url: '{server}/x', code: 'IMAGE_URL_REFUSED', ...address })),
  ...[
    { name: 'FTP', url: 'ftp://shop.example/a.jpg', told: 'it leads to a ftp: address' },
    { name: 'JavaScript', url: 'javascript:alert(1)', told: 'it leads to a javascript: address' },
    { name: 'half an address', url: '//shop.example/a.jpg', told: 'not a complete address' },
    { name: 'no address', url: '', told: 'not a complete address' },
    { name: 'a file outside', url: 'file:///etc/passwd', told: 'not below a folder that files may be read from' },
    { name: 'a device', url: 'file:///dev/zero', told: 'not below a folder' },
    { name: 'a share of another machine', url: 'file://host/share/a.png', told: 'not a local file address' },
    { name: 'an upload by its path', url: 'upload:../../etc/passwd', told: '64 lower-case hex digits' },
    { name: 'a data address without contents', url: 'data:image/png', told: 'needs a comma' },
    { name: 'an object of a bucket that is not set', url: 's3://secrets/a.png', told: 'no bucket is set' },
  ].map((address) => ({ code: 'IMAGE_URL_REFUSED', ...address })),
];

const brokenServers: readonly HostileAddress[] = [
  { name: 'redirects in a circle', answer: to('/x'), told: 'it redirects more than 5 times' },
  { name: 'a redirect to nowhere', answer: send(302, {}), told: 'the server redirects to nowhere' },
  { name: 'a redirect to nonsense', answer: to('http://[/'), told: 'the server redirects to nowhere' },
  { name: '404', answer: send(404, {}), told: 'the server answered 404' },
  { name: '500 each time', answer: send(500, {}), told: 'the server answered 500, 3 times in a row' },
  { name: '"come back tomorrow"', answer: send(429, { 'retry-after': 86_400 }), told: 'asks to wait 86400 s' },
  { name: 'no contents', answer: send(204, {}), told: 'the server answered 204' },
  { name: 'a part that nobody asked for', answer: send(206, {}, 'x'), told: 'the server answered 206' },
  { name: '"not modified" that nobody asked for', answer: send(304, {}), told: 'the server answered 304' },
  {
    name: 'a gzip bomb as transfer encoding',
    answer: send(200, { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(10_000_000))),
    told: 'the server sends it compressed (gzip)',
  },
  {
    name: 'a body that breaks off each time',
    answer: (_: unknown, response: ServerResponse) =>
      void response.writeHead(200, { 'content-length': 900 }).write('x', () => response.destroy()),
    told: 'the connection broke off (UND_ERR_SOCKET), 3 times in a row',
  },
  {
    name: 'a connection that is reset each time',
    answer: ({ socket }: Parameters<Handler>[0]) => void socket.resetAndDestroy(),
    told: '3 times in a row',
  },
  {
    name: 'something that is not HTTP',
    answer: ({ socket }: Parameters<Handler>[0]) => void socket.end('SSH-2.0-OpenSSH_9.9\r\n'),
    told: 'the server does not keep to HTTP (',
  },
  {
    name: 'headers without end',
    answer: ({ socket }: Parameters<Handler>[0]) =>
      void socket.end(`HTTP/1.1 200 OK\r\n${'X-Filler: y\r\n'.repeat(20_000)}`),
    told: 'the server does not keep to HTTP (',
  },
  {
    name: 'chunks of nonsense',
    answer: ({ socket }: Parameters<Handler>[0]) =>
      void socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx'),
    told: 'the server does not keep to HTTP (',
  },
].map((address) => ({ url: '{server}/x', code: 'IMAGE_UNAVAILABLE', ...address }));

const wastefulServers: readonly HostileAddress[] = [
  {
    name: 'an endless body',
    answer: (_: unknown, response: ServerResponse) => writeForEver(response, Buffer.alloc(16_384, 1)),
    code: 'IMAGE_TOO_LARGE',
    told: 'more than 200000 bytes; at most 200000 bytes',
  },
  {
    name: 'a body that is announced too large',
    answer: (_: unknown, response: ServerResponse) =>
      void response.writeHead(200, { 'content-length': 1e12 }).write('x'),
    code: 'IMAGE_TOO_LARGE',
    told: '1000000000000 bytes; at most 200000 bytes',
  },
  {
    name: 'a body that stops',
    answer: (_: unknown, response: ServerResponse) => void response.writeHead(200).write('x'),
    code: 'IMAGE_TOO_SLOW',
    told: 'of the file within 60 ms; at least 1024 are expected',
  },
  {
    name: 'a body of one byte now and then',
    answer: (_: unknown, response: ServerResponse) => {
      const drip = setInterval(() => response.write('x'), 5);
      response.on('close', () => clearInterval(drip));
    },
    code: 'IMAGE_TOO_SLOW',
    told: 'of the file within 60 ms; at least 1024 are expected',
  },
  {
    name: 'a server that never answers',
    answer: () => undefined,
    code: 'IMAGE_TIMEOUT',
    told: 'took longer than 300 ms',
    options: { timeoutMs: 300 },
  },
].map((address) => ({ url: '{server}/x', ...address }));

const elsewhere: readonly HostileAddress[] = [
  {
    name: 'a name that does not exist',
    url: 'http://nobody.example/a.png',
    code: 'IMAGE_UNAVAILABLE',
    told: 'nobody.example does not exist',
    options: { resolveHost: (_, done) => done(new Error('nobody.example does not exist'), []) },
  },
  {
    name: 'a name without an address',
    url: 'http://empty.example/a.png',
    code: 'IMAGE_UNAVAILABLE',
    told: 'empty.example has no address',
    options: { resolveHost: (_, done) => done(null, []) },
  },
  {
    name: 'HTTPS that is HTTP',
    url: 'https://127.0.0.1:{port}/x',
    code: 'IMAGE_UNAVAILABLE',
    told: 'no secure connection can be made (ERR_SSL',
  },
  {
    name: 'an upload that is not there',
    url: `upload:${'0'.repeat(64)}`,
    code: 'IMAGE_UNAVAILABLE',
    told: 'the file cannot be opened',
  },
  {
    name: 'a data address that is too large',
    url: `data:image/png;base64,${'A'.repeat(300_000)}`,
    code: 'IMAGE_TOO_LARGE',
    told: 'more than 200000 bytes',
  },
  { name: 'words in a data address', url: 'data:image/png,hello', code: 'NOT_AN_IMAGE', told: 'plain text' },
];

export const hostileAddresses: readonly HostileAddress[] = [
  ...privateAddresses,
  ...refusedAddresses,
  ...brokenServers,
  ...wastefulServers,
  ...elsewhere,
];

/** The address as it is asked for, and the server made ready to answer. */
export function prepare({ url, answer }: HostileAddress, server: PhotoServer): string {
  if (answer !== undefined) server.routes.set('/x', answer);
  return url.replace('{server}', server.base).replace('{port}', String(server.port));
}
