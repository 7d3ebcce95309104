import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether only this machine can reach a server that listens on `host`. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const version = isIP(host);
  return version !== 0 && loopback.check(host, version === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Whether a request to a loopback server names it by a loopback name in its Host header. A page of another site that has its
 * name resolved to 127.0.0.1 (DNS rebinding) would otherwise count as the server's own page.
 */
export function isTrustedHostHeader(header: string | undefined, allowedHosts: readonly string[]): boolean {
  if (header === undefined) return false;
  const name = header
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  return isLoopback(name) || allowedHosts.includes(name) || allowedHosts.includes(header.toLowerCase());
}
