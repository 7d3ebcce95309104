import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { ImageUrlRefusedError } from './errors.ts';

export type ResolveHost = (host: string, callback: (error: Error | null, addresses: LookupAddress[]) => void) => void;

export interface AddressGuard {
  readonly isAllowedAddress: (address: string) => boolean;
  /** Replaces the system's name resolution. */
  readonly resolveHost?: ResolveHost | undefined;
}

const CONNECT_TIMEOUT_MS = 5_000;
/** Idle connections are closed soon: photos come from many hosts. */
const KEEP_ALIVE_MS = 4_000;

/**
 * Connections to allowed addresses only. The check sits where the connection is made, on the very addresses that are connected
 * to: a name that resolves differently a moment later (DNS rebinding) is checked anew. Sockets look up names only, so an
 * address in a URL must be checked by the caller.
 */
export function createGuardedAgent(guard: AddressGuard, connectionsPerHost: number): Agent {
  return createAgent(connectionsPerHost, guardedLookup(guard));
}

/** `lookup` replaces the system's name resolution. */
export function createAgent(connectionsPerHost: number, lookup?: LookupFunction): Agent {
  return new Agent({
    connections: connectionsPerHost,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS, ...(lookup === undefined ? {} : { lookup }) },
  });
}

function guardedLookup({ isAllowedAddress, resolveHost }: AddressGuard): LookupFunction {
  const resolve = resolveHost ?? ((name, done) => dnsLookup(name, { all: true }, done));
  return (host, options, callback) => {
    resolve(host, (error, addresses) => {
      const refused = addresses?.find(({ address }) => !isAllowedAddress(address));
      if (refused !== undefined) {
        const reason = `it resolves to ${refused.address}, which is not a public address`;
        callback(new ImageUrlRefusedError(host, reason), '', 0);
        return;
      }
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) callback(error ?? new Error(`${host} has no address`), '', 0);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
