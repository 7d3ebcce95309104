import { fileURLToPath } from 'node:url';
import type { ViteUserConfig } from 'vitest/config';

/** Settings that every workspace's `vitest.config.ts` starts from. Worker threads run TypeScript by Node's own type stripping. */
export const sharedVitestConfig = {
  resolve: { conditions: ['@kindred/source', 'module', 'node', 'default'] },
  ssr: {
    resolve: { conditions: ['@kindred/source', 'module', 'node', 'default'], externalConditions: ['@kindred/source'] },
  },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    setupFiles: [fileURLToPath(new URL('vitest.setup.ts', import.meta.url))],
    execArgv: ['--conditions=@kindred/source', '--no-warnings=ExperimentalWarning'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
} satisfies ViteUserConfig;
