export * from './dot.ts';
export * from './k-means.ts';
export * from './normalize.ts';
export * from './seeded-random.ts';
export * from './top-k.ts';
export * from './weighted-sum.ts';
