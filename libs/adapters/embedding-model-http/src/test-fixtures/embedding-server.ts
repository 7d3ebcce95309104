import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { EmbeddingMatrix, ImageEmbeddingModel, TextEmbeddingModel } from '@kindred/embedding-model';
import { readPpm } from './ppm.ts';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  /** Of an embedding request; else empty. */
  readonly inputs: readonly string[];
}

/**
 * What goes wrong: `hang` never answers, `reset` cuts the connection, `half` cuts it within the answer, `stall` stops within the
 * answer, `endless` never stops. Or another status, another body, a changed answer.
 */
export type Trouble =
  | 'hang'
  | 'reset'
  | 'half'
  | 'stall'
  | 'endless'
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | { readonly text: string }
  | { readonly edit: (answer: never) => unknown };

export interface EmbeddingServerOptions {
  readonly text?: TextEmbeddingModel;
  readonly image?: ImageEmbeddingModel;
  /** Of `GET /info`. */
  readonly info?: unknown;
  /** Of `GET /models`. */
  readonly models?: unknown;
  /** Asked for each request once it is read; a promise makes the server slow. */
  readonly trouble?: (request: SeenRequest) => Trouble | undefined | Promise<Trouble | undefined>;
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface EmbeddingServer {
  readonly baseUrl: string;
  readonly requests: SeenRequest[];
  /** Requests for embeddings. */
  readonly embedded: () => SeenRequest[];
  /** Resolves when a request hangs, or its answer has stalled. */
  readonly stuck: Promise<void>;
  /** Resolves when a connection ends before its answer does. */
  readonly cutOff: Promise<void>;
  /** Resolves when a connection is closed. */
  readonly disconnected: Promise<void>;
  close(): Promise<void>;
}

/** A small embedding server on a free port of loopback: the three interfaces over the models given. */
export async function startEmbeddingServer(options: EmbeddingServerOptions): Promise<EmbeddingServer> {
  const requests: SeenRequest[] = [];
  const cutOff = Promise.withResolvers<void>();
  const stuck = Promise.withResolvers<void>();
  const listener: RequestListener = (incoming, response) => {
    response.on('close', () => {
      if (!response.writableFinished) cutOff.resolve();
    });
    void readRequest(incoming).then(async (request) => {
      requests.push(request);
      const trouble = await options.trouble?.(request);
      reply(response, { trouble, good: await answer(request, options), onStuck: stuck.resolve });
    });
  };
  const server: Server = options.tls === undefined ? createServer(listener) : createTlsServer(options.tls, listener);
  const disconnected = Promise.withResolvers<void>();
  server.on('connection', (socket) => socket.once('close', () => disconnected.resolve()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}`,
    requests,
    embedded: () => requests.filter(({ inputs }) => inputs.length > 0),
    stuck: stuck.promise,
    cutOff: cutOff.promise,
    disconnected: disconnected.promise,
    close: () => closeServer(server),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    authorization: incoming.headers.authorization,
    body,
    inputs: (body['input'] ?? body['inputs'] ?? []) as string[],
  };
}

async function answer(request: SeenRequest, options: EmbeddingServerOptions): Promise<unknown> {
  const { method, path, body, inputs } = request;
  if (method === 'GET' && path === '/info') return options.info;
  if (method === 'GET' && path === '/models') return options.models;
  const matrix = await embed(inputs, body['modality'] === 'image' ? options.image : options.text);
  const rows = Array.from({ length: matrix.rows }, (_, row) =>
    matrix.data.slice(row * matrix.dimension, (row + 1) * matrix.dimension),
  );
  if (path === '/embed') return rows.map((row) => [...row]);
  const encode = (row: Float32Array): unknown =>
    body['encoding_format'] === 'base64' ? Buffer.from(row.buffer as ArrayBuffer).toString('base64') : [...row];
  return { object: 'list', data: rows.map((row, index) => ({ object: 'embedding', index, embedding: encode(row) })) };
}

async function embed(
  inputs: readonly string[],
  model: TextEmbeddingModel | ImageEmbeddingModel | undefined,
): Promise<EmbeddingMatrix> {
  if (model === undefined) return { rows: 0, dimension: 0, data: new Float32Array(0) };
  if ('embedDocuments' in model) return model.embedDocuments(inputs);
  return model.embedImages(inputs.map((url) => readPpm(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'))));
}

interface Reply {
  readonly trouble: Trouble | undefined;
  readonly good: unknown;
  readonly onStuck: () => void;
}

function reply(response: ServerResponse, { trouble, good, onStuck }: Reply): void {
  if (trouble === 'hang') onStuck();
  else if (trouble === 'reset') response.socket?.resetAndDestroy();
  else if (trouble === 'endless') writeForEver(response);
  else if (trouble === 'half') writeHalf(response, JSON.stringify(good), () => response.socket?.resetAndDestroy());
  else if (trouble === 'stall') writeHalf(response, JSON.stringify(good), onStuck);
  else if (trouble === undefined) response.end(JSON.stringify(good));
  else if ('text' in trouble) response.end(trouble.text);
  else if ('edit' in trouble) response.end(JSON.stringify(trouble.edit(good as never)));
  else {
    response.writeHead(trouble.status, { 'content-type': 'application/json', ...trouble.headers });
    response.end(JSON.stringify(trouble.body ?? {}));
  }
}

function writeForEver(response: ServerResponse): void {
  if (!response.destroyed) response.write(' '.repeat(65_536), () => writeForEver(response));
}

function writeHalf(response: ServerResponse, whole: string, onWritten: () => void): void {
  response.writeHead(200, { 'content-length': String(whole.length) });
  response.write(whole.slice(0, whole.length / 2), onWritten);
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
