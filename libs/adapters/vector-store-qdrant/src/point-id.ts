import { createHash } from 'node:crypto';

/** Namespace of Kindred's point ids; never to be changed. */
const NAMESPACE = Buffer.from('6f0c4a1e5d0b4c0e9d5d5a7a4b1c9e21', 'hex');

/**
 * UUID version 5 (RFC 9562) of an item in a collection: the same item has the same point, whichever process writes it. The
 * item id itself stays in the payload. The collection's name begins with the catalog's.
 */
export function pointIdOf(collection: string, itemId: string): string {
  const hash = createHash('sha1')
    .update(NAMESPACE)
    .update(JSON.stringify([collection, itemId]))
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
