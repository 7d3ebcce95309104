import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
import { sharedVitestConfig } from '../../vitest.shared.ts';

const require = createRequire(import.meta.url);

/** Type-graphql needs legacy decorators with metadata, and one instance of `graphql` (its CommonJS build, which Node takes too). */
export default defineConfig({
  ...sharedVitestConfig,
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: {
    ...sharedVitestConfig.resolve,
    alias: [{ find: /^graphql$/, replacement: require.resolve('graphql/index.js') }],
  },
  test: { ...sharedVitestConfig.test, fsModuleCache: false },
});
