import { join } from 'node:path';
import { ImageSource } from '@kindred/image-source';
import type { CliConfig } from '../config.ts';

/** @param fileRoots folders from which photos may be read, besides those of the settings */
export function openImages(config: CliConfig, fileRoots: readonly string[]): Promise<ImageSource> {
  const { dataDir, imageHosts, imageDirs, maxPhotoBytes } = config;
  const { cacheBytes, objectStorage } = config.photos;
  return ImageSource.open({
    uploadDir: join(dataDir, 'uploads'),
    fileRoots: [...imageDirs, ...fileRoots],
    maxBytes: maxPhotoBytes,
    ...(imageHosts.includes('*') ? {} : { allowedHosts: imageHosts }),
    ...(cacheBytes === 0 ? {} : { cache: { dir: join(dataDir, 'cache', 'photos'), maxBytes: cacheBytes } }),
    ...(objectStorage === undefined ? {} : { objectStorage }),
  });
}
