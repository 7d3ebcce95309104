import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ItemInput } from '@kindred/catalog';
import type { ImageSource } from '@kindred/image-source';

export interface KeepOptions {
  readonly source: ImageSource;
  /** Where clips of sound are kept; absent: they stay where they are. */
  readonly clipSource?: ImageSource | undefined;
  /** Folders whose files stay where they are. */
  readonly inPlace: readonly string[];
}

/**
 * Copies an item's photos and clips on this machine into the data folder and names them `upload:<sha256>`, so that the server can show
 * and hear them and the catalogue outlives the folder it was imported from. Photos below `inPlace` stay where they are: the server
 * may read them there. A photo that can't be copied keeps its address, and fails with its reason when it is read.
 */
export async function keepLocalPhotos(
  input: ItemInput,
  { source, clipSource, inPlace }: KeepOptions,
): Promise<ItemInput> {
  const [images, audio] = await Promise.all([
    keepFiles(input.images, source, inPlace),
    clipSource === undefined ? input.audio : keepFiles(input.audio, clipSource, inPlace),
  ]);
  return { ...input, ...(images === undefined ? {} : { images }), ...(audio === undefined ? {} : { audio }) };
}

async function keepFiles(
  urls: readonly string[] | undefined,
  source: ImageSource,
  inPlace: readonly string[],
): Promise<readonly string[] | undefined> {
  if (urls === undefined || !urls.some(isFile)) return urls;
  return Promise.all(
    urls.map(async (url) => {
      if (!isFile(url) || liesBelow(url, inPlace)) return url;
      try {
        const { bytes } = await source.load(url);
        return await source.saveUpload(bytes);
      } catch {
        return url;
      }
    }),
  );
}

function isFile(url: unknown): boolean {
  return typeof url === 'string' && /^file:/i.test(url);
}

function liesBelow(url: string, folders: readonly string[]): boolean {
  let path: string;
  try {
    path = fileURLToPath(url);
  } catch {
    return false;
  }
  return folders.some((folder) => {
    const way = relative(folder, path);
    return way !== '' && !way.startsWith('..') && !isAbsolute(way);
  });
}
