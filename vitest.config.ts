import { defineConfig } from 'vitest/config';

/** Every workspace runs from source: the `@kindred/source` condition resolves libs to their `src` folder. */
export default defineConfig({
  test: {
    projects: ['libs/*/*/vitest.config.ts', 'apps/*/vitest.config.ts', 'tools/*/vitest.config.ts'],
    passWithNoTests: false,
  },
});
