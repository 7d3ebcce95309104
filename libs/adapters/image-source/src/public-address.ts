import ipaddr from 'ipaddr.js';

/** Public by number, but answered by the host's own cloud: Azure's wire server. */
const CLOUD_ADDRESSES: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Whether an IP address belongs to the public internet: not private, loopback, link-local (cloud metadata), carrier NAT,
 * multicast, reserved, nor an IPv6 form that carries an IPv4 address (mapped ones are judged by what they carry).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && !CLOUD_ADDRESSES.has(parsed.toString());
}
