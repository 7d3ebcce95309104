import { ImageSourceError } from '@kindred/image-source';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Application } from '../application.ts';
import { type AuthenticationSettings, authenticate } from '../auth/authenticate.ts';
import { imageFingerprint } from '../graphql/item/present-item.ts';
import { RequestRefusedError } from './request-refused-error.ts';

interface PhotoRequest {
  Params: { key: string; index: string };
  Querystring: { w?: string; v?: string };
}

/** GET /photos/<item>/<index>?w=…: a small version of a photo that an item has. No other photo can be asked for. */
export function addPhotoRoute(
  server: FastifyInstance,
  application: Application,
  authentication: AuthenticationSettings,
): void {
  const { items, photoUrls, thumbnails } = application;
  server.get<PhotoRequest>('/photos/:key/:index', async (request, reply) => {
    const { place, width } = parse(request, photoUrls);
    const image = (await items.findMany(place.catalog, [place.itemId])).get(place.itemId)?.images[place.index];
    const fingerprint = image === undefined ? '' : imageFingerprint(image);
    const isSigned = image !== undefined && photoUrls.isSigned(place, fingerprint, request.query.v ?? '');
    if (!isSigned) await assertMayRead(request, place.catalog, authentication);
    if (image === undefined) throw noSuchPhoto();
    const bytes = await thumbnails.get(image.url, fingerprint, width).catch((error: unknown) => {
      if (error instanceof ImageSourceError) throw new RequestRefusedError(404, error.code, error.message);
      throw error;
    });
    const lifetime = isSigned ? 'public, max-age=31536000, immutable' : 'private, no-cache';
    return reply.type('image/webp').header('cache-control', lifetime).send(Buffer.from(bytes));
  });
}

function parse({ params, query }: FastifyRequest<PhotoRequest>, photoUrls: Application['photoUrls']) {
  const item = photoUrls.parseKey(params.key);
  if (item === undefined || !/^\d{1,3}$/.test(params.index)) throw noSuchPhoto();
  const width = Number(query.w ?? 320);
  if (!Number.isInteger(width) || width < 64 || width > 1024) {
    throw new RequestRefusedError(400, 'BAD_USER_INPUT', 'w must be a whole number from 64 to 1024.');
  }
  return { place: { ...item, index: Number(params.index) }, width };
}

async function assertMayRead(
  request: FastifyRequest,
  catalog: string,
  authentication: AuthenticationSettings,
): Promise<void> {
  await authenticate(authentication, { authorization: request.headers.authorization, catalog }).catch(() => {
    throw new RequestRefusedError(
      401,
      'UNAUTHENTICATED',
      'Take the address of the photo from the field ItemImage.url, or send an API key.',
    );
  });
}

function noSuchPhoto(): RequestRefusedError {
  return new RequestRefusedError(404, 'NOT_FOUND', 'There is no such photo.');
}
