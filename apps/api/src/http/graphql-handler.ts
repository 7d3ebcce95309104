import { Readable } from 'node:stream';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphqlContext } from '../graphql/context.ts';

/** Hands requests to Apollo Server, which is started, and its answers to Fastify. Only what Apollo reads is made for it. */
export function createGraphqlHandler(
  apollo: ApolloServer<GraphqlContext>,
  createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<GraphqlContext>,
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headersOf(request),
        search: searchOf(request.url),
        body: request.body,
      },
      context: () => createContext(request, reply),
    });
    for (const [name, value] of headers) void reply.header(name, value);
    void reply.code(status ?? 200);
    return body.kind === 'complete' ? body.string : reply.send(Readable.from(body.asyncIterator));
  };
}

function headersOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && value !== '') map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

/** What follows the path, from the question mark on. */
function searchOf(url: string): string {
  const begin = url.indexOf('?');
  return begin < 0 ? '' : url.slice(begin);
}
