export * from './block-store.ts';
export * from './fusion-profile.ts';
export * from './interaction.ts';
export * from './item-filter.ts';
export * from './item-write.ts';
export * from './item.ts';
export * from './repositories.ts';
export * from './run.ts';
