import { createHmac, timingSafeEqual } from 'node:crypto';

/** A photo of an item. */
export interface PhotoPlace {
  readonly catalog: string;
  readonly itemId: string;
  /** Position among the item's photos, from 0. */
  readonly index: number;
}

/**
 * Addresses of photos on this server: `/photos/<catalog and item>/<index>?w=<width>&v=<signature>`. The signature covers the
 * photo's fingerprint too, so an address never shows another photo and may be cached for ever; and it stands in for an API
 * key, which an `<img>` can't send.
 */
export class PhotoUrls {
  readonly #secret: Uint8Array;

  /** `secret`: at least 32 random bytes, the same for all servers behind one address. */
  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  build(place: PhotoPlace, fingerprint: string, width: number): string {
    const key = Buffer.from(JSON.stringify([place.catalog, place.itemId])).toString('base64url');
    return `/photos/${key}/${place.index}?w=${width}&v=${this.#sign(place, fingerprint)}`;
  }

  /** Undefined for what `build` can't have made. */
  parseKey(key: string): { readonly catalog: string; readonly itemId: string } | undefined {
    try {
      const parsed: unknown = JSON.parse(Buffer.from(key, 'base64url').toString('utf8'));
      if (!Array.isArray(parsed) || parsed.length !== 2) return undefined;
      const [catalog, itemId] = parsed as unknown[];
      return typeof catalog === 'string' && typeof itemId === 'string' ? { catalog, itemId } : undefined;
    } catch {
      return undefined;
    }
  }

  isSigned(place: PhotoPlace, fingerprint: string, signature: string): boolean {
    const expected = Buffer.from(this.#sign(place, fingerprint));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  #sign({ catalog, itemId, index }: PhotoPlace, fingerprint: string): string {
    const content = JSON.stringify([catalog, itemId, index, fingerprint]);
    return createHmac('sha256', this.#secret).update(content).digest('base64url').slice(0, 22);
  }
}
