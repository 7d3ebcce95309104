export * from './catalog-file.ts';
export * from './errors.ts';
export * from './interaction-file.ts';
export type { ColumnMapping, ColumnReport } from './column-plan.ts';
export { openRowSource, type FileFormat, type RowSourceOptions } from './open-row-source.ts';
export type { Cell, RawRow, RowPlace, RowSource } from './row-source.ts';
