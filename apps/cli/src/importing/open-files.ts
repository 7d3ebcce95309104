import type { CatalogFile, CatalogFileOptions, InteractionFile } from '@kindred/catalog-import';
import type { ImportOptions } from './import-document.ts';

type FileOptions = Pick<
  ImportOptions,
  'map' | 'imagesFolder' | 'sectionSeparator' | 'delimiter' | 'interactions' | 'currency'
>;

export async function openItems(path: string, options: FileOptions): Promise<CatalogFile> {
  const { openCatalogFile } = await import('@kindred/catalog-import');
  const { map, imagesFolder, sectionSeparator, delimiter, currency } = options;
  const given: CatalogFileOptions = {
    ...(map === undefined ? {} : { mapping: map }),
    ...(imagesFolder === undefined ? {} : { imagesFolder }),
    ...(sectionSeparator === undefined ? {} : { sectionSeparator }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(currency === undefined ? {} : { defaultCurrency: currency }),
  };
  return openCatalogFile(path, given);
}

/** Its columns are found by their names; `--map` is for the items. */
export async function openInteractions({ interactions }: FileOptions): Promise<InteractionFile | undefined> {
  if (interactions === undefined) return undefined;
  const { openInteractionFile } = await import('@kindred/catalog-import');
  return openInteractionFile(interactions);
}
