export * from './brute-force-scan.ts';
