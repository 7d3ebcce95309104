import type { BaseContext } from '@apollo/server';
import type { Application } from '../application.ts';
import type { Principal } from '../auth/authenticate.ts';
import type { ItemLoader } from './item/item-loader.ts';

/** What resolvers are given for one request. */
export interface GraphqlContext extends BaseContext {
  readonly application: Application;
  readonly principal: Principal;
  /** Shorthand for `principal.catalog`. */
  readonly catalog: string;
  /** Items by id, fetched together. */
  readonly items: ItemLoader;
  readonly requestId: string;
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
  /** Aborted when the client goes away or the request takes too long. */
  readonly signal: AbortSignal;
}
