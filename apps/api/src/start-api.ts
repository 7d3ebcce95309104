import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import type { Application } from './application.ts';
import type { AuthenticationSettings } from './auth/authenticate.ts';
import { isLoopback } from './auth/loopback.ts';
import { openApplication } from './composition-root.ts';
import type { ApiConfig } from './config.ts';
import { OpenAccessRefusedError, PortTakenError } from './errors.ts';
import { buildKindredSchema } from './graphql/build-schema.ts';
import { assertPortFree } from './http/assert-port-free.ts';
import { addConsoleRoutes } from './http/console-routes.ts';
import { createServer } from './http/create-server.ts';
import { addGraphiqlAssets } from './http/graphiql.ts';
import { createContextFactory } from './http/graphql-context.ts';
import { addGraphqlRoute } from './http/graphql-route.ts';
import { addHealthRoutes } from './http/health-routes.ts';
import { addMetricsRoute, createMetrics } from './http/metrics.ts';
import { addPhotoRoute } from './http/photo-route.ts';
import type { OpenApplication } from './open-application.ts';

const CONSOLE_FOLDER = fileURLToPath(new URL('../../console/dist', import.meta.url));

export interface RunningApi {
  /** Such as `http://127.0.0.1:4000`, without a slash at the end. */
  readonly url: string;
  readonly application: Application;
  /** Answers what is under way, then closes everything. */
  close(): Promise<void>;
}

/** What the caller has already; it is closed with the API. */
export interface StartApiOptions {
  readonly logger?: Logger;
  readonly openApplication?: (config: ApiConfig, logger: Logger) => Promise<OpenApplication>;
  readonly consoleFolder?: string;
  /** Whether a server on loopback wants no key even though there are some. Default: false. */
  readonly loopbackNeedsNoKey?: boolean;
}

/** @throws OpenAccessRefusedError, PortTakenError, and what opening the stores throws */
export async function startApi(config: ApiConfig, options: StartApiOptions = {}): Promise<RunningApi> {
  const logger = options.logger ?? pino({ level: config.logLevel });
  await assertPortFree(config.host, config.port);
  const { application, close } = await (options.openApplication ?? openApplication)(config, logger);
  try {
    const openWithoutKey = whenOpen(config, options);
    if (openWithoutKey === 'never' && !(await application.apiKeys.hasActive()))
      throw new OpenAccessRefusedError(config.host);
    const authentication = { apiKeys: application.apiKeys, defaultCatalog: config.catalog, openWithoutKey };
    const { server, stop } = await assemble(config, {
      logger,
      application,
      authentication,
      consoleFolder: options.consoleFolder,
    });
    try {
      const url = await listen(server, config);
      return {
        url,
        application,
        close: async () => {
          await stop();
          await close();
        },
      };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    await close();
    throw error;
  }
}

function whenOpen({ host }: ApiConfig, options: StartApiOptions): AuthenticationSettings['openWithoutKey'] {
  if (!isLoopback(host)) return 'never';
  return options.loopbackNeedsNoKey === true ? 'always' : 'until there are keys';
}

async function assemble(
  config: ApiConfig,
  parts: {
    readonly logger: Logger;
    readonly application: Application;
    readonly authentication: AuthenticationSettings;
    readonly consoleFolder: string | undefined;
  },
): Promise<{ server: FastifyInstance; stop: () => Promise<void> }> {
  const { logger, application, authentication } = parts;
  const server = await createServer(config, logger);
  const metrics = createMetrics();
  const createContext = createContextFactory({
    application,
    authentication,
    requestTimeoutMs: config.limits.requestTimeoutMs,
  });
  const apollo = await addGraphqlRoute(server, {
    schema: buildKindredSchema(),
    limits: config.limits,
    logger,
    metrics,
    createContext,
  });
  addGraphiqlAssets(server);
  addHealthRoutes(server, application);
  addMetricsRoute(server, metrics);
  addPhotoRoute(server, application, authentication);
  await addConsoleRoutes(server, parts.consoleFolder ?? CONSOLE_FOLDER);
  const stop = async (): Promise<void> => {
    await server.close();
    await apollo.stop();
  };
  return { server, stop };
}

async function listen(server: FastifyInstance, { host, port }: ApiConfig): Promise<string> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new PortTakenError(host, port, error);
    throw error;
  }
  const { port: actual, family, address } = server.server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : family === 'IPv6' ? `[${address}]` : host;
  return `http://${name}:${actual}`;
}
