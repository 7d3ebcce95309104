import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { buildSchema, graphql } from 'graphql';
import { photoUrl, readFixtureCatalog } from './fixture-catalog.ts';
import { createFixtureResolvers } from './fixture-resolvers.ts';

/** A stand-in for the API, made from the same SDL, for work on the console alone. Loopback only. */
export async function startFixtureApi({ port, itemCount }: { port: number; itemCount: number }): Promise<string> {
  const schema = buildSchema(readFileSync(new URL('../../api/schema.graphql', import.meta.url), 'utf8'));
  const rootValue = createFixtureResolvers(readFixtureCatalog(itemCount));
  const server = createServer(async (incoming, outgoing) => {
    if (incoming.url?.startsWith('/images/') === true) return sendPhoto(incoming.url.slice(8), outgoing);
    const { query, variables } = await readOperation(incoming);
    const answer = await graphql({ schema, source: query, rootValue, variableValues: variables });
    return outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`;
}

function sendPhoto(name: string, outgoing: ServerResponse): void {
  const file = photoUrl(decodeURIComponent(name).replaceAll('/', ''));
  if (!existsSync(file)) outgoing.writeHead(404).end();
  else
    createReadStream(file).pipe(
      outgoing.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'max-age=3600' }),
    );
}

async function readOperation(
  incoming: IncomingMessage,
): Promise<{ query: string; variables: Record<string, unknown> }> {
  const contentType = incoming.headers['content-type'] ?? '';
  if (!contentType.startsWith('multipart/')) return JSON.parse(await text(incoming)) as never;
  const body = Buffer.concat((await incoming.toArray()) as Buffer[]);
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
  const upload = form.get('0');
  const name = upload instanceof File ? findPhotoName(Buffer.from(await upload.arrayBuffer())) : 'unknown';
  return JSON.parse(String(form.get('operations')).replaceAll('"upload":null', `"upload":"${name}"`)) as never;
}

/** An uploaded photo stands for the photo of the catalogue with the same bytes. */
function findPhotoName(content: Buffer): string {
  const folder = photoUrl('');
  return readdirSync(folder).find((name) => readFileSync(new URL(name, folder)).equals(content)) ?? 'unknown';
}
