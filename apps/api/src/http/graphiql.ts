import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const EXAMPLE = `# Items like these words, and what each score is made of.
# Or by item: similarItems(itemId: "…", weights: {image: 0.7, price: 0.3})
query SimilarItems {
  items(first: 1) {
    edges { node { id title } }
  }
  similarItems(text: "red leather shoes", first: 5) {
    __typename
    ... on SimilarItemConnection {
      weights { modality weight effectiveWeight note }
      edges {
        score
        node { id title brand section price { amount currency } images { url(width: 160) } }
        contributions { modality similarity contribution imputed }
      }
    }
    ... on Problem { message }
  }
}
`;

const ASSETS = {
  'graphiql.css': { type: 'text/css; charset=utf-8', name: 'css' },
  'graphiql.js': { type: 'text/javascript; charset=utf-8', name: 'js' },
  'editor-worker.js': { type: 'text/javascript; charset=utf-8', name: 'editorWorkerService' },
  'graphql-worker.js': { type: 'text/javascript; charset=utf-8', name: 'graphqlWorker' },
  'json-worker.js': { type: 'text/javascript; charset=utf-8', name: 'jsonWorker' },
} as const;

const START = `
self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (id, label) => '/graphiql/' + ({ graphql: 'graphql', json: 'json' }[label] ?? 'editor') + '-worker.js',
};
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), ${JSON.stringify({
  endpoint: '/graphql',
  title: 'Kindred GraphiQL',
  defaultQuery: EXAMPLE,
})});
`;

/** GraphiQL from files of this server: it works without any network. */
export function graphiqlPage(): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Kindred GraphiQL</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/graphiql/graphiql.css" />
  </head>
  <body class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root"></div>
    <script src="/graphiql/graphiql.js"></script>
    <script src="/graphiql/start.js"></script>
  </body>
</html>
`;
}

export function addGraphiqlAssets(server: FastifyInstance): void {
  const packed = new Map<string, Promise<Asset>>();
  server.get<{ Params: { file: string } }>('/graphiql/:file', async (request, reply) => {
    const { file } = request.params;
    if (file === 'start.js') return reply.type('text/javascript; charset=utf-8').send(START);
    if (!isAsset(file)) return reply.code(404).send('There is no such file.');
    const asset = await (packed.get(file) ?? remember(packed, file));
    void reply.header('etag', asset.etag).header('cache-control', 'no-cache').header('vary', 'accept-encoding');
    if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send();
    return reply.type(ASSETS[file].type).header('content-encoding', 'gzip').send(asset.gzipped);
  });
}

interface Asset {
  readonly etag: string;
  readonly gzipped: Buffer;
}

function isAsset(file: string): file is keyof typeof ASSETS {
  return Object.hasOwn(ASSETS, file);
}

function remember(packed: Map<string, Promise<Asset>>, file: keyof typeof ASSETS): Promise<Asset> {
  const asset = pack(file);
  packed.set(file, asset);
  return asset;
}

/** The package holds its files as texts, 9 MB together; they are loaded when the first browser asks. */
async function pack(file: keyof typeof ASSETS): Promise<Asset> {
  const texts: Readonly<Record<string, string>> = await import('@graphql-yoga/render-graphiql/graphiql');
  const text = texts[ASSETS[file].name] ?? '';
  const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`;
  return { etag, gzipped: await promisify(gzip)(text) };
}
