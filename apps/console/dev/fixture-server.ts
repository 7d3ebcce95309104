import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { buildSchema, graphql } from 'graphql';
import { photoUrl, readFixtureCatalog } from './fixture-catalog.ts';
import { createFixtureResolvers } from './fixture-resolvers.ts';

/** Stand-in for the API while working on the console alone: `node dev/fixture-server.ts`, then `npx vite`. `PORT`, `ITEMS`. */
const schema = buildSchema(readFileSync(new URL('../../api/schema.graphql', import.meta.url), 'utf8'));
const rootValue = createFixtureResolvers(readFixtureCatalog(Number(process.env['ITEMS'] ?? 54)));

const server = createServer(async (incoming, outgoing) => {
  if (incoming.url?.startsWith('/images/') === true) {
    const file = photoUrl(decodeURIComponent(incoming.url.slice(8)).replaceAll('/', ''));
    if (!existsSync(file)) return outgoing.writeHead(404).end();
    return createReadStream(file).pipe(outgoing.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'max-age=3600' }));
  }
  const { query, variables } = await readOperation(incoming);
  const answer = await graphql({ schema, source: query, rootValue, variableValues: variables });
  outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});

server.listen(Number(process.env['PORT'] ?? 4000), '127.0.0.1', () => console.log('fixture API on', server.address()));

async function readOperation(incoming: IncomingMessage): Promise<{ query: string; variables: Record<string, unknown> }> {
  const contentType = incoming.headers['content-type'] ?? '';
  if (!contentType.startsWith('multipart/')) return JSON.parse(await text(incoming)) as never;
  const chunks = await incoming.toArray();
  const form = await new Response(Buffer.concat(chunks as Buffer[]), { headers: { 'content-type': contentType } }).formData();
  const operations = JSON.parse(String(form.get('operations')).replaceAll('"upload":null', '"upload":"file"')) as never;
  return operations;
}
