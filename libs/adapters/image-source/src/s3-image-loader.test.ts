import type { IncomingMessage, ServerResponse } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ImageSource, type ImageSourceOptions } from './image-source.ts';
import { objectUrl, type ObjectStorageOptions } from './s3-image-loader.ts';
import { PhotoServer } from './test-fixtures/photo-server.ts';
import { twoTone } from './test-fixtures/pictures.ts';
import { RecordedTimers } from './test-fixtures/recorded-timers.ts';
import { expectedSignature } from './test-fixtures/signature-version-4.ts';

// Keys of Amazon's own published example.
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const server = new PhotoServer();
let dir: string;
let photo: Buffer;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kindred-s3-'));
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

/** Answers as a server of the protocol: with the object to whoever signed rightly, else 403. */
function object(path: string): void {
  server.routes.set(path, (request, response) => {
    const { url = '', headers } = request;
    const signature = expectedSignature({ method: 'GET', path: url, headers }, credentials.secretAccessKey);
    const isRight = headers.authorization?.endsWith(`Signature=${signature}`) === true;
    response.writeHead(isRight ? 200 : 403, { etag: '"1"' }).end(isRight ? photo : '<Error/>');
  });
}
const answer = (path: string, handler: (request: IncomingMessage, response: ServerResponse) => void): void => {
  server.routes.set(path, handler);
};

async function load(
  url: string,
  storage: Partial<ObjectStorageOptions> = {},
  options: Partial<ImageSourceOptions> = {},
): Promise<unknown> {
  const objectStorage = { buckets: ['photos'], endpoint: server.base, credentials, ...storage };
  const source = await ImageSource.open({ uploadDir: dir, objectStorage, ...options });
  const outcome = await source.load(url).catch((error: unknown) => error);
  await source.close();
  return outcome;
}

it('the signature that the tests compare with is that of the published example', () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "Example: GET Object".
  const headers = {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'x-amz-date': '20130524T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
      'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=x',
  };
  expect(expectedSignature({ method: 'GET', path: '/test.txt', headers }, credentials.secretAccessKey)).toBe(
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  );
});

describe('ImageSource over object storage', () => {
  it('reads an object with a signature that the server accepts', async () => {
    object('/photos/shoes/boot.png');
    expect(await load('s3://photos/shoes/boot.png')).toMatchObject({ bytes: photo });
    expect(server.requests[0]?.headers.authorization).toContain('/us-east-1/s3/aws4_request');
  });

  it.each([
    ['blanks, umlauts and signs', "winter schuhe/größe 42 (neu)!*'~+&=@:,;$.png"],
    ['what means something in addresses', 'a?b#c%20d.png'],
    ['slashes at odd places', '/a//b/'],
    ['emoji', '👢.png'],
  ])('takes keys with %s as they stand', async (_, key) => {
    const path = new URL(objectUrl(`s3://photos/${key}`, { buckets: ['photos'], endpoint: server.base })).pathname;
    object(path);
    expect(await load(`s3://photos/${key}`)).toMatchObject({ bytes: photo });
    expect(decodeURIComponent(server.requests[0]?.url ?? '')).toBe(`/photos/${key}`);
  });

  it('signs for the region, with a session token where there is one', async () => {
    object('/photos/boot.png');
    const storage = { region: 'eu-west-1', credentials: { ...credentials, sessionToken: 'session' } };
    expect(await load('s3://photos/boot.png', storage)).toMatchObject({ bytes: photo });
    const { authorization, 'x-amz-security-token': token } = server.requests[0]?.headers ?? {};
    expect(authorization).toContain('/eu-west-1/s3/aws4_request');
    expect(authorization).toContain('x-amz-security-token');
    expect(token).toBe('session');
  });

  it('signs by the clock, anew for each try', async () => {
    const timers = new RecordedTimers({ chance: 0.999 });
    answer('/photos/boot.png', (_, response) => response.writeHead(503, { 'retry-after': '3' }).end());
    await load('s3://photos/boot.png', {}, { timers });
    expect(server.requests.map(({ headers }) => headers['x-amz-date'])).toEqual([
      '20261125T100000Z',
      '20261125T100003Z',
      '20261125T100006Z',
    ]);
  });

  it('asks without a signature where there are no credentials', async () => {
    answer('/photos/boot.png', (_, response) => response.end(photo));
    const objectStorage = { buckets: ['photos'], endpoint: server.base };
    const source = await ImageSource.open({ uploadDir: dir, objectStorage });
    expect(Buffer.from((await source.load('s3://photos/boot.png')).bytes)).toEqual(photo);
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
    await source.close();
  });

  it.each([
    ['a wrong secret', 403, {}, 'the object storage denies access (403)'],
    ['no such object', 404, {}, 'there is no such object or bucket (404)'],
    [
      'another region',
      301,
      { 'x-amz-bucket-region': 'eu-west-1' },
      'set the endpoint and the region, which is eu-west-1',
    ],
    ['a redirect', 307, { location: 'http://169.254.169.254/' }, 'the bucket lies elsewhere (307)'],
  ])('says what %s means', async (_, status, headers, told) => {
    answer('/photos/boot.png', (_request, response) => response.writeHead(status, headers).end());
    const problem = (await load('s3://photos/boot.png')) as Error;
    expect(problem).toMatchObject({ code: 'IMAGE_UNAVAILABLE' });
    expect(problem.message).toContain(told);
    expect(problem.message).not.toContain(credentials.secretAccessKey);
  });

  it('refuses with 403 what is signed with another secret', async () => {
    object('/photos/boot.png');
    const storage = { credentials: { ...credentials, secretAccessKey: 'other' } };
    expect(((await load('s3://photos/boot.png', storage)) as Error).message).toContain('denies access');
  });

  it.each([
    ['s3://secrets/boot.png', 'may not be read from the bucket secrets'],
    ['s3://photos/../secrets/boot.png', 'a key with . or ..'],
    ['s3://photos/a/./b.png', 'a key with . or ..'],
    ['s3://photos/', 's3://bucket/key'],
    ['s3://photos', 's3://bucket/key'],
    ['s3:photos/a.png', 's3://bucket/key'],
    ['s3://pho tos/a.png', 's3://bucket/key'],
    ['s3://user@photos/a.png', 's3://bucket/key'],
  ])('refuses %s', async (url, told) => {
    const problem = (await load(url)) as Error;
    expect(problem).toMatchObject({ code: 'IMAGE_URL_REFUSED' });
    expect(problem.message).toContain(told);
    expect(server.requests).toHaveLength(0);
  });

  it('refuses every object where no storage is set', async () => {
    const source = await ImageSource.open({ uploadDir: dir });
    await expect(source.load('s3://photos/boot.png')).rejects.toMatchObject({ code: 'IMAGE_URL_REFUSED' });
    await source.close();
  });

  it('keeps objects in the cache and asks whether they are still the same', async () => {
    object('/photos/boot.png');
    const cache = { dir: join(dir, 'cache'), maxBytes: 1_000_000 };
    await load('s3://photos/boot.png', {}, { cache });
    answer('/photos/boot.png', (request, response) =>
      response.writeHead(request.headers['if-none-match'] === '"1"' ? 304 : 500).end(),
    );
    expect(await load('s3://photos/boot.png', {}, { cache })).toMatchObject({ bytes: photo });
  });
});

describe('objectUrl', () => {
  it.each([
    [{}, 'https://photos.s3.us-east-1.amazonaws.com/a/b.png'],
    [{ region: 'eu-west-1' }, 'https://photos.s3.eu-west-1.amazonaws.com/a/b.png'],
    [{ pathStyle: true }, 'https://s3.us-east-1.amazonaws.com/photos/a/b.png'],
    [{ endpoint: 'http://minio:9000' }, 'http://minio:9000/photos/a/b.png'],
    [{ endpoint: 'https://minio.example/s3/' }, 'https://minio.example/s3/photos/a/b.png'],
    [{ endpoint: 'https://r2.example', pathStyle: false }, 'https://photos.r2.example/a/b.png'],
  ])('with %j is %s', (storage, expected) => {
    expect(objectUrl('s3://photos/a/b.png', { buckets: ['photos'], ...storage }).href).toBe(expected);
  });
});
