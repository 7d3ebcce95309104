export * from './item-arbitraries.ts';
export * from './make-item.ts';
