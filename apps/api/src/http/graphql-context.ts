import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Application } from '../application.ts';
import { type AuthenticationSettings, authenticate } from '../auth/authenticate.ts';
import type { GraphqlContext } from '../graphql/context.ts';
import { ItemLoader } from '../graphql/item/item-loader.ts';

export interface ContextOptions {
  readonly application: Application;
  readonly authentication: AuthenticationSettings;
  readonly requestTimeoutMs: number;
}

/** The context of one request; it aborts what is under way when the client goes away or the time is up. */
export function createContextFactory({ application, authentication, requestTimeoutMs }: ContextOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<GraphqlContext> => {
    const { authorization } = request.headers;
    const catalogHeader = request.headers['kindred-catalog'];
    const principal = await authenticate(authentication, {
      authorization,
      catalog: Array.isArray(catalogHeader) ? catalogHeader[0] : catalogHeader,
    });
    return {
      application,
      principal,
      catalog: principal.catalog,
      items: new ItemLoader(application.items, principal.catalog),
      requestId: request.id,
      signal: requestSignal(reply, requestTimeoutMs),
    };
  };
}

function requestSignal(reply: FastifyReply, timeoutMs: number): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new Error(`The request took longer than ${timeoutMs} ms.`)),
    timeoutMs,
  );
  reply.raw.once('close', () => {
    clearTimeout(timer);
    // Aborting costs more than looking whether the answer was sent whole.
    if (!reply.raw.writableFinished) controller.abort(new Error('The client went away.'));
  });
  return controller.signal;
}
