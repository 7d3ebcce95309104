import type { GraphqlContext } from '../context.ts';

/** Weights before the first item are checked against these; later against the layout. */
const USUAL_MODALITIES = ['image', 'text', 'price', 'brand', 'section'];

/** What weights can be given to. */
export async function findModalities({ application, catalog }: GraphqlContext): Promise<readonly string[]> {
  const active = await application.layouts.findActive(catalog);
  if (active !== undefined) return active.stored.layout.blocks.map(({ modality }) => modality);
  return application.clips === undefined ? USUAL_MODALITIES : [...USUAL_MODALITIES, 'audio'];
}
