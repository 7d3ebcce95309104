import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

export interface HubBehaviour {
  /** Answer 401 without it. */
  token?: string;
  /** Send whoever asks for a file on to another server, as hubs do with large ones. */
  storage?: string;
  /** Break so many transfers after half of their bytes. */
  breakTransfers?: number;
  /** Ignore `Range`. */
  withoutRanges?: boolean;
  /** Answer so many requests with 503. */
  failures?: number;
  /** Send half of so many files and then nothing. */
  stalls?: number;
  /** List other digests than the files have. */
  wrongDigests?: boolean;
  /** List names only, as plain mirrors do. */
  withoutDigests?: boolean;
}

/** A hub on loopback with one model; remembers what it was asked. */
export class HubServer {
  readonly requests: {
    readonly path: string;
    readonly range?: string | undefined;
    readonly token?: string | undefined;
  }[] = [];
  readonly behaviour: HubBehaviour = {};
  readonly files = new Map<string, Buffer>();
  endpoint = '';
  readonly #server: Server;
  readonly #model: string;

  private constructor(model: string) {
    this.#model = model;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  /** @param model `<owner>/<name>`, found at `main` and at COMMIT */
  static async start(model: string): Promise<HubServer> {
    const hub = new HubServer(model);
    await new Promise<void>((resolve) => hub.#server.listen(0, '127.0.0.1', resolve));
    hub.endpoint = `http://127.0.0.1:${String((hub.#server.address() as AddressInfo).port)}`;
    return hub;
  }

  add(path: string, content: Uint8Array | object): void {
    this.files.set(path, content instanceof Uint8Array ? Buffer.from(content) : Buffer.from(JSON.stringify(content)));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.endpoint);
    const { authorization, range } = request.headers;
    this.requests.push({ path: url.pathname, range, token: authorization });
    if (this.behaviour.token !== undefined && authorization !== `Bearer ${this.behaviour.token}`)
      return end(response, 401);
    if (this.#spend('failures')) return end(response, 503);
    if (['main', COMMIT].some((revision) => url.pathname === `/api/models/${this.#model}/revision/${revision}`))
      return end(
        response,
        200,
        JSON.stringify({ sha: COMMIT, siblings: [...this.files].map((file) => this.#list(file)) }),
      );
    const file = this.files.get(url.pathname.slice(`/${this.#model}/resolve/${COMMIT}/`.length));
    if (file === undefined || !url.pathname.startsWith(`/${this.#model}/resolve/`)) return end(response, 404);
    if (this.behaviour.storage !== undefined) {
      response.writeHead(302, { location: `${this.behaviour.storage}${url.pathname}` }).end();
      return;
    }
    this.#send(file, range, response);
  }

  #list([path, content]: readonly [string, Buffer]): object {
    if (this.behaviour.withoutDigests === true) return { rfilename: path };
    const whole = this.behaviour.wrongDigests === true ? Buffer.concat([content.subarray(1), Buffer.of(0)]) : content;
    const size = content.length;
    if (path.endsWith('.onnx'))
      return {
        rfilename: path,
        size,
        blobId: '0'.repeat(40),
        lfs: { sha256: createHash('sha256').update(whole).digest('hex'), size },
      };
    const blobId = createHash('sha1')
      .update(`blob ${String(size)}\0`)
      .update(whole)
      .digest('hex');
    return { rfilename: path, size, blobId };
  }

  #send(file: Buffer, range: string | undefined, response: ServerResponse): void {
    const from = this.behaviour.withoutRanges === true ? 0 : Number(/^bytes=(\d+)-$/u.exec(range ?? '')?.[1] ?? 0);
    const body = file.subarray(from);
    const etag = `"${createHash('sha256').update(file).digest('hex')}"`;
    response.writeHead(from === 0 ? 200 : 206, { etag, 'content-length': body.length });
    if (this.#spend('stalls')) response.write(body.subarray(0, body.length / 2));
    else if (this.#spend('breakTransfers')) response.write(body.subarray(0, body.length / 2), () => response.destroy());
    else response.end(body);
  }

  #spend(what: 'breakTransfers' | 'failures' | 'stalls'): boolean {
    const left = this.behaviour[what] ?? 0;
    this.behaviour[what] = left - 1;
    return left > 0;
  }
}

function end(response: ServerResponse, status: number, body = ''): void {
  response.writeHead(status).end(body);
}
