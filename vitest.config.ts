import { defineConfig } from 'vitest/config';

/** Every workspace runs from source: the `@kindred/source` condition resolves libs to their `src` folder. */
export default defineConfig({
  test: {
    projects: ['libs/*/*', 'apps/*', 'tools/*'],
    passWithNoTests: false,
  },
});
