import { defineConfig } from 'vitest/config';
import { sharedVitestConfig } from '../../../vitest.shared.ts';

export default defineConfig({
  ...sharedVitestConfig,
  test: { ...sharedVitestConfig.test, globalSetup: ['src/testing/global-setup.ts'] },
});
