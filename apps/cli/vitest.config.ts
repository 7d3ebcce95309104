import { defineConfig } from 'vitest/config';
import { sharedVitestConfig } from '../../vitest.shared.ts';

/** Tests named `e2e` start the command line several times, with PostgreSQL and encoders each. */
export default defineConfig({ ...sharedVitestConfig, test: { ...sharedVitestConfig.test, testTimeout: 180_000 } });
