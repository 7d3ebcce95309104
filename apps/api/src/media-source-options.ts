import { join } from 'node:path';
import type { ImageSourceOptions } from '@kindred/image-source';
import type { ApiConfig } from './config.ts';

/** Where files of items may be read from: the same for photos and for clips of sound. */
export function mediaSourceOptions({
  imageDirs,
  imageHosts,
  photos,
  limits,
}: ApiConfig): Omit<ImageSourceOptions, 'uploadDir'> {
  return {
    fileRoots: imageDirs,
    maxBytes: limits.uploadBytes,
    ...(imageHosts.includes('*') ? {} : { allowedHosts: imageHosts }),
    ...(photos.objectStorage === undefined ? {} : { objectStorage: photos.objectStorage }),
  };
}

export function photoSourceOptions(config: ApiConfig): ImageSourceOptions {
  const { cacheBytes: maxBytes } = config.photos;
  return {
    ...mediaSourceOptions(config),
    uploadDir: join(config.dataDir, 'uploads'),
    ...(maxBytes === 0 ? {} : { cache: { dir: join(config.dataDir, 'cache', 'photos'), maxBytes } }),
  };
}
