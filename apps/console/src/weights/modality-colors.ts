/** Paul Tol's "bright" scheme (2021), made for colour-blind readers, without its grey. */
const COLORS = ['#4477aa', '#ccbb44', '#228833', '#ee6677', '#66ccee', '#aa3377'];

/** The colour of a modality is its place in the catalog's list, so that it is the same on every page. */
export function modalityColor(modality: string, modalities: readonly { readonly name: string }[]): string {
  const index = modalities.findIndex(({ name }) => name === modality);
  return index < 0 ? '#8a8a8a' : (COLORS[index % COLORS.length] ?? '#8a8a8a');
}
