export * from './catalog-file.ts';
export * from './errors.ts';
export * from './interaction-file.ts';
export type { ColumnMapping, ColumnReport } from './column-plan.ts';
export type { FileFormat, RowSourceOptions } from './open-row-source.ts';
