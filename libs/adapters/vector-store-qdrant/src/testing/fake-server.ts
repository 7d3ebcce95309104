import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly apiKey: string | undefined;
  readonly body: unknown;
}

/** What a fake server answers: a status with a body, `hang` for no answer at all, `stall` for one that begins and never ends, `reset` for a connection cut off. */
export type FakeAnswer =
  | { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> }
  | 'hang'
  | 'stall'
  | 'reset';

export interface FakeQdrant {
  readonly baseUrl: string;
  readonly requests: FakeRequest[];
  close(): Promise<void>;
}

export const ok = (result: unknown): FakeAnswer => ({ status: 200, body: { result, status: 'ok', time: 0 } });
export const failure = (status: number, error: string, headers: Record<string, string> = {}): FakeAnswer => ({
  status,
  body: { status: { error }, time: 0 },
  headers,
});

/** A tiny HTTP server on a free port of loopback that greets like Qdrant `version`; `answer` decides the rest. */
export async function startFakeQdrant(
  answer: (request: FakeRequest) => FakeAnswer | undefined,
  version = '1.18.3',
): Promise<FakeQdrant> {
  const requests: FakeRequest[] = [];
  const server = createServer((incoming, response) => {
    void readRequest(incoming).then((request) => {
      requests.push(request);
      reply(response, answer(request) ?? greet(request, version));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${String(port)}`, requests, close: () => closeServer(server) };
}

function greet({ method, path }: FakeRequest, version: string): FakeAnswer {
  if (path === '/') return { status: 200, body: { title: 'qdrant - vector search engine', version } };
  if (path === '/aliases') return ok({ aliases: [] });
  if (path.startsWith('/telemetry')) return ok({ app: { system: { cores: 4 } } });
  return failure(404, `nothing is there: ${method} ${path}`);
}

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const key = incoming.headers['api-key'];
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    apiKey: typeof key === 'string' ? key : undefined,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

function reply(response: ServerResponse, answer: FakeAnswer): void {
  if (answer === 'hang') return;
  if (answer === 'stall') {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"result":');
    return;
  }
  if (answer === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
  response.end(JSON.stringify(answer.body));
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
