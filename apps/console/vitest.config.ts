import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
import { sharedVitestConfig } from '../../vitest.shared.ts';

const require = createRequire(import.meta.url);

/** The browser tests run the API from its source, which needs decorators and one instance of `graphql`, as in its own tests. */
export default defineConfig({
  ...sharedVitestConfig,
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: {
    ...sharedVitestConfig.resolve,
    alias: [{ find: /^graphql$/, replacement: require.resolve('graphql/index.js') }],
  },
  fsModuleCache: false,
  test: sharedVitestConfig.test,
});
