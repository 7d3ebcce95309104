import { AwsV4Signer } from 'aws4fetch';
import type { Agent, Dispatcher } from 'undici';
import { ImageUnavailableError, ImageUrlRefusedError } from './errors.ts';
import { createAgent } from './guarded-agent.ts';
import type { LoadDeadline } from './http-image-loader.ts';
import type { HttpPhotoClient } from './http-photo-client.ts';
import type { Timers } from './timers.ts';

export interface ObjectStorageOptions {
  /** Buckets that `s3:` addresses may name. */
  readonly buckets: readonly string[];
  /** Default `https://s3.<region>.amazonaws.com`. It is believed: it may have a private address. */
  readonly endpoint?: string;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Absent: requests are not signed, for buckets that everybody may read. */
  readonly credentials?: ObjectStorageCredentials;
  /** `<endpoint>/<bucket>/<key>` instead of `<bucket>.<endpoint>/<key>`; default: true where `endpoint` is given. */
  readonly pathStyle?: boolean;
}

export interface ObjectStorageCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface S3ImageLoaderOptions {
  readonly storage: ObjectStorageOptions;
  readonly client: HttpPhotoClient;
  readonly timers: Timers;
  readonly connectionsPerHost: number;
}

/** Reads `s3://bucket/key` from Amazon S3 or a server that speaks its protocol, signed with Signature Version 4. */
export class S3ImageLoader {
  readonly #options: S3ImageLoaderOptions;
  readonly #agent: Agent;

  constructor(options: S3ImageLoaderOptions) {
    this.#options = options;
    this.#agent = createAgent(options.connectionsPerHost);
  }

  /** @throws ImageSourceError; whatever `signal` was aborted with */
  async load(address: string, until: LoadDeadline): Promise<Uint8Array> {
    const { storage, client, timers } = this.#options;
    const url = objectUrl(address, storage);
    const headers = () => signedHeaders(url, storage, timers.now());
    const answer = await client.get({ url, shownUrl: address, agent: this.#agent, headers, explain, ...until });
    if ('bytes' in answer) return answer.bytes;
    throw new ImageUnavailableError(address, 'the object storage redirects, which is not followed');
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

/**
 * Where the object of `s3://bucket/key` is. The key is taken as it stands, not percent-decoded.
 * @throws ImageUrlRefusedError
 */
export function objectUrl(address: string, storage: ObjectStorageOptions): URL {
  const [, bucket, key] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/isu.exec(address) ?? [];
  if (bucket === undefined || key === undefined)
    throw new ImageUrlRefusedError(address, 'an object is named by s3://bucket/key');
  if (!storage.buckets.includes(bucket))
    throw new ImageUrlRefusedError(
      address,
      `files may not be read from the bucket ${bucket}; add it to the allowed buckets`,
    );
  const segments = key.split('/');
  if (segments.some((segment) => segment === '.' || segment === '..'))
    throw new ImageUrlRefusedError(address, 'a key with . or .. between slashes cannot be asked for over HTTP');
  const { endpoint, region = 'us-east-1', pathStyle = endpoint !== undefined } = storage;
  const base = new URL(endpoint ?? `https://s3.${region}.amazonaws.com`);
  const path = segments.map(encodeSegment).join('/');
  const prefix = base.pathname.replace(/\/$/u, '');
  if (pathStyle) return new URL(`${base.origin}${prefix}/${bucket}/${path}`);
  return new URL(`${base.protocol}//${bucket}.${base.host}${prefix}/${path}`);
}

/** As the protocol counts: everything but letters, digits and `-._~` is encoded. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Headers that prove who asks, good for 15 minutes around `nowMs`; none without credentials. */
export async function signedHeaders(
  url: URL,
  { credentials, region = 'us-east-1' }: ObjectStorageOptions,
  nowMs: number,
): Promise<Record<string, string>> {
  if (credentials === undefined) return {};
  const datetime = new Date(nowMs).toISOString().replace(/[:-]|\.\d{3}/gu, '');
  const signer = new AwsV4Signer({ method: 'GET', url: url.href, service: 's3', region, datetime, ...credentials });
  return Object.fromEntries((await signer.sign()).headers);
}

function explain(status: number, headers: Dispatcher.ResponseData['headers']): string | undefined {
  if (status === 403)
    return 'the object storage denies access (403); check its keys, the clock and the rights on the bucket';
  if (status === 404) return 'there is no such object or bucket (404)';
  if (status < 300 || status >= 400) return undefined;
  const region = headers['x-amz-bucket-region'];
  const where = typeof region === 'string' ? `, which is ${region.slice(0, 40)}` : '';
  return `the bucket lies elsewhere (${String(status)}); set the endpoint and the region${where}`;
}
