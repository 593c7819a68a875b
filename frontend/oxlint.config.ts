import { defineConfig } from 'oxlint'
import tseslint from 'typescript-eslint'

// typescript-eslint's own lists, under the names that Oxlint has for their rules.
const typescript = Object.fromEntries(
  [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked]
    .flatMap(({ rules }) => Object.entries(rules ?? {}))
    .filter(([, setting]) => setting !== 'off')
    .map(([name, setting]) => [name.replace('@typescript-eslint/', 'typescript/'), setting]),
)

// Those of React's hooks, and what React's compiler refuses.
const hooks = {
  'react/error-boundaries': 'error',
  'react/exhaustive-deps': 'error',
  'react/globals': 'error',
  'react/immutability': 'error',
  'react/incompatible-library': 'error',
  'react/preserve-manual-memoization': 'error',
  'react/purity': 'error',
  'react/refs': 'error',
  'react/rules-of-hooks': 'error',
  'react/set-state-in-effect': 'error',
  'react/set-state-in-render': 'error',
  'react/static-components': 'error',
  'react/unsupported-syntax': 'error',
  'react/use-memo': 'error',
} as const

const ownZod = {
  paths: ['zod', 'zod/mini'].map((name) => ({
    name,
    message: 'Import z from @/shared/lib/forms/zod: small, and set up for our security policy.',
  })),
}

// In markup `{count && ...}` shows 0; an empty text, or nothing at all, shows nothing.
const noNumberAsCondition = {
  allowNumber: false,
  allowNullableNumber: false,
  allowString: true,
  allowNullableString: true,
  allowNullableBoolean: true,
  allowNullableEnum: true,
}

// The rules that ESLint has alone are in eslint.config.js.
export default defineConfig({
  plugins: ['typescript', 'react', 'import'],
  categories: { correctness: 'off' },
  options: {
    typeAware: true,
    denyWarnings: true,
    reportUnusedDisableDirectives: 'error',
    respectEslintDisableDirectives: false,
  },
  ignorePatterns: ['dist', 'coverage', 'public', 'src/api/schema.d.ts'],
  rules: {
    ...typescript,
    // What a module does not export, or is not there, the compiler finds; Oxfmt sorts the imports.
    'import/no-default-export': 'error',
    'import/no-duplicates': 'error',
    'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    complexity: ['error', 12],
    eqeqeq: 'error',
    'no-console': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/explicit-module-boundary-types': 'error',
    'typescript/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    'typescript/restrict-template-expressions': ['error', { allowNumber: true }],
  },
  overrides: [
    {
      files: ['src/**/*.{ts,tsx}'],
      excludeFiles: ['src/shared/lib/forms/zod.ts', 'src/engine/**'],
      rules: { 'no-restricted-imports': ['error', ownZod] },
    },
    {
      files: ['src/**/*.tsx'],
      // A component's markup is read top to bottom; its logic lives in hooks, which keep the limit of 50.
      rules: {
        ...hooks,
        'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
        'typescript/strict-boolean-expressions': ['error', noNumberAsCondition],
      },
    },
    {
      files: ['**/*.test.{ts,tsx}', 'e2e/**', 'scripts/**'],
      rules: { 'max-lines-per-function': 'off', 'typescript/no-non-null-assertion': 'off' },
    },
    { files: ['e2e/**', 'scripts/**'], rules: { 'no-console': 'off' } },
    {
      files: ['*.config.{ts,js}', '.dependency-cruiser.cjs'],
      rules: { 'import/no-default-export': 'off' },
    },
  ],
})
