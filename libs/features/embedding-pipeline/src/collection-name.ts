/** The vector store's name for the points of a catalog under a layout. */
export function collectionName(catalog: string, layoutHash: string): string {
  return `${catalog}.${layoutHash}`;
}
