const LABELS: Readonly<Record<string, string>> = {
  image: 'Photo',
  text: 'Words',
  audio: 'Sound',
  price: 'Price',
  brand: 'Brand',
  section: 'Section',
  behavior: 'Behavior',
};

/** What people call a modality; a declared attribute keeps its name, with a capital. */
export function modalityLabel(modality: string): string {
  return LABELS[modality] ?? `${modality.charAt(0).toUpperCase()}${modality.slice(1)}`;
}
