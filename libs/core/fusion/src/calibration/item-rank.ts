import { seedOf } from '@kindred/vector-math';

/**
 * A 32-bit hash of id and seed: the items of lowest rank are a sample that doesn't depend on any order, and in which an item that
 * comes or goes moves no other. The finalizer of MurmurHash3 (Austin Appleby, public domain) spreads similar ids.
 */
export function itemRank(itemId: string, seed: number): number {
  let mixed = seedOf(itemId) ^ Math.imul(seed, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
