import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Application } from '../application.ts';
import { authenticate, type AuthenticationSettings, type Principal } from '../auth/authenticate.ts';
import type { GraphqlContext } from '../graphql/context.ts';
import { ItemLoader } from '../graphql/item/item-loader.ts';

export interface ContextOptions {
  readonly application: Application;
  readonly authentication: AuthenticationSettings;
  readonly requestTimeoutMs: number;
}

export function createContextFactory({ application, authentication, requestTimeoutMs }: ContextOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<GraphqlContext> => {
    const catalogHeader = request.headers['kindred-catalog'];
    const principal = await authenticate(authentication, {
      authorization: request.headers.authorization,
      catalog: Array.isArray(catalogHeader) ? catalogHeader[0] : catalogHeader,
    });
    return new RequestContext({ application, principal, reply, requestTimeoutMs });
  };
}

interface RequestContextOptions {
  readonly application: Application;
  readonly principal: Principal;
  readonly reply: FastifyReply;
  readonly requestTimeoutMs: number;
}

/**
 * Makes loader and signal when a resolver asks for them; many requests need neither. Apollo Server copies the context, by
 * its prototype and its enumerable fields, so `#private` ones would be lost.
 */
class RequestContext implements GraphqlContext {
  readonly application: Application;
  readonly principal: Principal;
  readonly catalog: string;
  readonly requestId: string;
  readonly startedAt = performance.now();
  private readonly reply: FastifyReply;
  private readonly timeoutMs: number;
  private loader: ItemLoader | undefined;
  private aborting: AbortSignal | undefined;

  constructor({ application, principal, reply, requestTimeoutMs }: RequestContextOptions) {
    this.application = application;
    this.principal = principal;
    this.catalog = principal.catalog;
    this.requestId = reply.request.id;
    this.reply = reply;
    this.timeoutMs = requestTimeoutMs;
  }

  get items(): ItemLoader {
    this.loader ??= new ItemLoader(this.application.items, this.catalog);
    return this.loader;
  }

  get signal(): AbortSignal {
    this.aborting ??= requestSignal(this.reply, this.timeoutMs);
    return this.aborting;
  }
}

/** Aborted when the client goes away, or when the time is up. */
function requestSignal({ raw }: FastifyReply, timeoutMs: number): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new Error(`The request took longer than ${timeoutMs} ms.`));
  }, timeoutMs);
  raw.once('close', () => {
    clearTimeout(timer);
    if (!raw.writableFinished) controller.abort(new Error('The client went away.'));
  });
  return controller.signal;
}
