export * from './duplicate-finder.ts';
export * from './duplicate-request.ts';
export * from './errors.ts';
