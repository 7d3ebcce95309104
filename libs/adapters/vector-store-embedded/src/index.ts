export * from './embedded-vector-store.ts';
export type { WarmUpProgress } from './collection-mirror.ts';
export type { ScanSettings } from './scan/scan-settings.ts';
