import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of every operation, from the committed schema. Documents live beside their component in `*.graphql.ts`. */
const config: CodegenConfig = {
  schema: '../api/schema.graphql',
  documents: ['src/**/*.graphql.ts'],
  generates: {
    './src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
        scalars: { Weights: 'Record<string, number>', Upload: 'File', DateTime: 'string' },
      },
    },
  },
};

export default config;
