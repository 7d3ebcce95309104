import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ItemInput } from '@kindred/catalog';
import type { ImageSource } from '@kindred/image-source';

/**
 * Copies an item's photos on this machine into the data folder and names them `upload:<sha256>`, so that the server can show
 * them and the catalogue outlives the folder it was imported from. Photos below `inPlace` stay where they are: the server
 * may read them there. A photo that can't be copied keeps its address, and fails with its reason when it is read.
 */
export async function keepLocalPhotos(
  input: ItemInput,
  { source, inPlace }: { readonly source: ImageSource; readonly inPlace: readonly string[] },
): Promise<ItemInput> {
  if (input.images === undefined || !input.images.some(isFile)) return input;
  const images = await Promise.all(
    input.images.map(async (url) => {
      if (!isFile(url) || liesBelow(url, inPlace)) return url;
      try {
        const { bytes } = await source.load(url);
        return await source.saveUpload(bytes);
      } catch {
        return url;
      }
    }),
  );
  return { ...input, images };
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
