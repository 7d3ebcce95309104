import { createHash, createHmac } from 'node:crypto';

export interface SignedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The signature that a server of the S3 protocol expects of a request that names its scope in the Authorization header, written
 * after "Signature Calculations for the Authorization Header: Transferring Payload in a Single Chunk" (AWS).
 */
export function expectedSignature({ method, path, headers }: SignedRequest, secretAccessKey: string): string {
  const authorization = String(headers['authorization']);
  const [, date = '', region = '', service = ''] =
    /Credential=[^/]+\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request/u.exec(authorization) ?? [];
  const signed = /SignedHeaders=([^,]+)/u.exec(authorization)?.[1] ?? '';
  const [rawPath = '', query = ''] = path.split('?');
  const canonical = [
    method,
    decodeURIComponent(rawPath).split('/').map(encode).join('/'),
    query,
    ...signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signed,
    String(headers['x-amz-content-sha256']),
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, digest].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, toSign).toString('hex');
}
